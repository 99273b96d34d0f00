package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of old data as it is rehearsed: neither the failover nor the way home before it is part of what is tried. */
class RetirementPerformanceTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private static Cast cast(String strategy) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        plan.withObject("/databases/0").put("strategy", strategy);
        return Cast.of(REPOSITORY, plan, BriskPhysics.physics());
    }

    private static int call(Recording golden, String operation) {
        return golden.exchanges().stream()
                .filter(exchange -> exchange.site().function().equals("RetireOldData"))
                .filter(exchange -> exchange.site().operation().equals(operation))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static Recording play(Cast cast, Fault fault) {
        Recording recording = Performance.of(cast, Scenario.retireOldData(), List.of(fault), false);
        assertThat(recording.violations()).as("%s", fault).isEmpty();
        return recording;
    }

    @Test
    @Tag("thorough")
    void withoutFaultsNothingIsDeletedButWhatThePersonHasNamed() {
        Recording golden = Performance.of(cast("detach"), Scenario.retireOldData(), List.of(), true);

        assertThat(golden.violations()).isEmpty();
        assertThat(golden.ending().verdict()).as(golden.ending().why()).isEqualTo("SUCCEEDED");
        assertThat(golden.application())
                .contains(
                        "kept cluster: gone, final snapshot true, missing besides []",
                        "at home: 1 clusters, with a snapshot",
                        "database orders: writes at home true, of 1 writers",
                        "at home tier web: 2 instances",
                        "switch: yes");
        assertThat(golden.afterwards()).isEqualTo(golden.application());
        assertThat(golden.exchanges()).hasSize(golden.calls());
        assertThat(golden.sites().keySet())
                .as("what has happened before does not count")
                .noneMatch(site -> site.function().equals("SwitchOver"))
                .anyMatch(site -> site.operation().equals("rds:DeleteDBCluster"));
    }

    @Test
    @Tag("thorough")
    void whatGoesWrongWhileItIsDeletedChangesNothingInTheEnd() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.retireOldData(), List.of(), true);
        int deleted = call(golden, "rds:DeleteDBCluster");

        Recording lost = play(cast, new Fault.OnCall(deleted, CallFault.LOST_ANSWER, false));
        assertThat(lost.ending().succeeded()).as(lost.ending().why()).isTrue();
        assertThat(lost.application()).isEqualTo(golden.application());

        Recording denied = play(cast, new Fault.OnCall(deleted, CallFault.DENIED, true));
        assertThat(denied.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(denied.application())
                .contains("kept cluster: in parts, protected false, final snapshot true, missing besides []");
        assertThat(denied.afterwards()).isEqualTo(golden.afterwards());

        Recording early = play(cast, new Fault.OnCall(call(golden, "rds:DeleteDBInstance"), CallFault.DENIED, true));
        assertThat(early.ending().verdict()).isEqualTo("SAFE_ABORTED");
        assertThat(early.application())
                .contains("kept cluster: whole, protected true, final snapshot true, missing besides []");
        assertThat(early.afterwards()).isEqualTo(golden.afterwards());
    }

    @Test
    @Tag("thorough")
    void oldDescriptionsStopItAndTheClusterIsProtectedAllTheSame() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.retireOldData(), List.of(), true);
        int described = golden.exchanges().stream()
                .filter(exchange -> exchange.site().function().equals("RetireOldData"))
                .filter(exchange -> exchange.site().operation().equals("rds:DescribeDBClusters"))
                .filter(exchange -> exchange.index() > call(golden, "rds:CreateDBClusterSnapshot"))
                .findFirst()
                .orElseThrow()
                .index();

        Recording old = play(cast, new Fault.OnCall(described, CallFault.STALE_READ, true));
        assertThat(old.ending().verdict()).as(old.ending().why()).isEqualTo("SAFE_ABORTED");
        assertThat(old.application()).anyMatch(line -> line.startsWith("kept cluster: whole, protected true"));
        assertThat(old.afterwards()).isEqualTo(golden.afterwards());
    }

    @Test
    @Tag("thorough")
    void aClockIsWrongOnlyFromTheBeginningOfWhatIsTried() {
        Recording ahead = play(cast("detach"), new Fault.Skew(Duration.ofMinutes(15)));
        assertThat(ahead.ending().succeeded()).as(ahead.ending().why()).isTrue();
    }

    @Test
    @Tag("thorough")
    void aFailoverThatTakesThePlanStopsIt() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.retireOldData(), List.of(), true);
        int asked = call(golden, "rds:CreateDBClusterSnapshot");

        Recording taken = play(cast, new Fault.AtCall(asked, Incident.TAKEOVER));
        assertThat(taken.ending().verdict()).as(taken.ending().why()).isEqualTo("SAFE_ABORTED");
        assertThat(taken.application())
                .contains("switch: yes")
                .anyMatch(line -> line.startsWith("kept cluster: whole"));
        assertThat(taken.afterwards()).isEqualTo(golden.afterwards());

        Recording lost = play(cast, new Fault.AtCall(asked, Incident.LOST));
        assertThat(lost.application()).as("a failover has come in between").contains("switch: no");
        assertThat(lost.afterwards()).anyMatch(line -> line.startsWith("kept cluster: gone"));
    }

    @Test
    @Tag("thorough")
    void afterAManagedFailoverThereIsNoOldDataToRetire() {
        assertThatThrownBy(() -> Performance.of(cast("managed"), Scenario.retireOldData(), List.of(), false))
                .isInstanceOf(UnplayableException.class)
                .hasMessageEndingWith("add --strategy detach");
    }
}
