package dev.pilotlight.rehearsal.explore;

import static dev.pilotlight.rehearsal.explore.Trial.call;
import static dev.pilotlight.rehearsal.explore.Trial.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of old data as it is rehearsed: neither the failover nor the way home before it is part of what is tried. */
class RetirementPerformanceTest {
    private static final String RETIRING = "RetireOldData";

    private static Trial trial() {
        return new Trial(Trial.promotingBy("detach"), Scenario.retireOldData());
    }

    @Test
    @Tag("thorough")
    void withoutFaultsNothingIsDeletedButWhatThePersonHasNamed() {
        Recording golden = trial().golden();

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
        Trial trial = trial();
        Recording golden = trial.golden();
        int deleted = call(golden, RETIRING, "rds:DeleteDBCluster");

        Recording lost = trial.played(new Fault.OnCall(deleted, CallFault.LOST_ANSWER, false));
        assertThat(lost.ending().succeeded()).as(lost.ending().why()).isTrue();
        assertThat(lost.application()).isEqualTo(golden.application());

        Recording denied = trial.played(new Fault.OnCall(deleted, CallFault.DENIED, true));
        assertThat(denied.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(denied.application())
                .contains("kept cluster: in parts, protected false, final snapshot true, missing besides []");
        assertThat(denied.afterwards()).isEqualTo(golden.afterwards());

        Recording early =
                trial.played(new Fault.OnCall(call(golden, RETIRING, "rds:DeleteDBInstance"), CallFault.DENIED, true));
        assertThat(early.ending().verdict()).isEqualTo("SAFE_ABORTED");
        assertThat(early.application())
                .contains("kept cluster: whole, protected true, final snapshot true, missing besides []");
        assertThat(early.afterwards()).isEqualTo(golden.afterwards());
    }

    @Test
    @Tag("thorough")
    void oldDescriptionsStopItAndTheClusterIsProtectedAllTheSame() {
        Trial trial = trial();
        Recording golden = trial.golden();
        int described = calls(golden, RETIRING, "rds:DescribeDBClusters")
                .filter(exchange -> exchange.index() > call(golden, RETIRING, "rds:CreateDBClusterSnapshot"))
                .findFirst()
                .orElseThrow()
                .index();

        Recording old = trial.played(new Fault.OnCall(described, CallFault.STALE_READ, true));
        assertThat(old.ending().verdict()).as(old.ending().why()).isEqualTo("SAFE_ABORTED");
        assertThat(old.application()).anyMatch(line -> line.startsWith("kept cluster: whole, protected true"));
        assertThat(old.afterwards()).isEqualTo(golden.afterwards());
    }

    @Test
    @Tag("thorough")
    void aClockIsWrongOnlyFromTheBeginningOfWhatIsTried() {
        Recording ahead = trial().played(new Fault.Skew(Duration.ofMinutes(15)));
        assertThat(ahead.ending().succeeded()).as(ahead.ending().why()).isTrue();
    }

    @Test
    @Tag("thorough")
    void aFailoverThatTakesThePlanStopsIt() {
        Trial trial = trial();
        Recording golden = trial.golden();
        int asked = call(golden, RETIRING, "rds:CreateDBClusterSnapshot");

        Recording taken = trial.played(new Fault.AtCall(asked, Incident.TAKEOVER));
        assertThat(taken.ending().verdict()).as(taken.ending().why()).isEqualTo("SAFE_ABORTED");
        assertThat(taken.application())
                .contains("switch: yes")
                .anyMatch(line -> line.startsWith("kept cluster: whole"));
        assertThat(taken.afterwards()).isEqualTo(golden.afterwards());

        Recording lost = trial.played(new Fault.AtCall(asked, Incident.LOST));
        assertThat(lost.application()).as("a failover has come in between").contains("switch: no");
        assertThat(lost.afterwards()).anyMatch(line -> line.startsWith("kept cluster: gone"));
    }

    @Test
    @Tag("thorough")
    void afterAManagedFailoverThereIsNoOldDataToRetire() {
        assertThatThrownBy(
                        () -> Performance.of(Trial.promotingBy("managed"), Scenario.retireOldData(), List.of(), false))
                .isInstanceOf(UnplayableException.class)
                .hasMessageEndingWith("add --strategy detach");
    }
}
