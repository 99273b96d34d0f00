package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.truth.HomeTruth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failback as it is rehearsed: the failover before it is no part of what is tried. */
class HomecomingPerformanceTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private static Cast cast(String strategy) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        plan.withObject("/databases/0").put("strategy", strategy);
        return Cast.of(REPOSITORY, plan, BriskPhysics.physics());
    }

    private static int call(Recording golden, String operation) {
        return golden.exchanges().stream()
                .filter(exchange -> exchange.site().operation().equals(operation))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static int call(Recording golden, String function, String operation) {
        return golden.exchanges().stream()
                .filter(exchange -> exchange.site().function().equals(function))
                .filter(exchange -> exchange.site().operation().equals(operation))
                .findFirst()
                .orElseThrow()
                .index();
    }

    @Test
    @Tag("thorough")
    void aFailbackWithoutFaultsBringsEverybodyHomeAndBreaksNothing() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);

        assertThat(golden.violations()).isEmpty();
        assertThat(golden.ending().verdict()).as(golden.ending().why()).isEqualTo("SUCCEEDED");
        assertThat(golden.application())
                .contains(
                        "database orders: promoted false by [DETACH,SWITCHOVER]",
                        "database orders: writes at home true, of 1 writers",
                        "at home tier web: 2 instances",
                        "tier web: 0 instances, image verified",
                        "at home: 2 clusters, with a snapshot",
                        "switch: yes");
        assertThat(golden.sites().keySet()).noneMatch(site -> site.function().equals("PromoteDatabase"));
        assertThat(golden.exchanges()).hasSize(golden.calls());

        int asked = call(golden, "rds:SwitchoverGlobalCluster");
        Recording lost = Performance.of(
                cast, Scenario.failback(), List.of(new Fault.OnCall(asked, CallFault.LOST_ANSWER, false)), false);
        assertThat(lost.violations()).isEmpty();
        assertThat(lost.application()).isEqualTo(golden.application());

        Recording denied =
                Performance.of(cast, Scenario.failback(), List.of(new Fault.OnCall(2, CallFault.DENIED, false)), false);
        assertThat(denied.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(denied.afterwards())
                .as("the failover before is no way home that is done")
                .isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void afterAManagedFailoverTheOldPrimaryIsWaitedForAndItsSnapshotKept() {
        Cast cast = cast("managed");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);

        assertThat(golden.violations()).isEmpty();
        assertThat(golden.ending().verdict()).as(golden.ending().why()).isEqualTo("SUCCEEDED");
        assertThat(golden.application())
                .contains(
                        "database orders: promoted false by [FAILOVER,SWITCHOVER]",
                        "database orders: writes at home true, of 1 writers",
                        "at home: 1 clusters, with a snapshot",
                        "switch: yes");
        assertThat(golden.sites().keySet())
                .noneMatch(site -> site.operation().equals("rds:CreateDBCluster"))
                .anyMatch(site -> site.operation().equals("rds:CopyDBClusterSnapshot"));

        int copied = call(golden, "rds:CopyDBClusterSnapshot");
        Recording lost = Performance.of(
                cast, Scenario.failback(), List.of(new Fault.OnCall(copied, CallFault.LOST_ANSWER, false)), false);
        assertThat(lost.violations()).isEmpty();
        assertThat(lost.application()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void whereNobodyCouldLookForTheSnapshotAPersonIsTold() {
        Cast cast = cast("managed");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);
        int looked = call(golden, "KeepSnapshots", "dynamodb:GetItem");

        Recording denied = play(cast, new Fault.OnCall(looked, CallFault.DENIED, false));

        assertThat(denied.ending().succeeded()).as(denied.ending().why()).isTrue();
        assertThat(denied.application()).contains("at home: 1 clusters, " + HomeTruth.TOLD);
        assertThat(new Comparison(golden, Optional.empty()).with(denied)).isEmpty();
    }

    @Test
    @Tag("thorough")
    void aServerThatOnlyAnOldDescriptionStillKnowsIsNoServerOfTheNewCluster() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);
        int described = call(golden, "RebuildReplication", "rds:DescribeDBInstances");

        Recording old = play(cast, new Fault.OnCall(described, CallFault.STALE_READ, true));

        assertThat(old.ending().stoppedSafely()).as(old.ending().why()).isTrue();
        assertThat(old.afterwards()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aClockThatIsFarOffKeepsTheApplicationWhereItIsUntilItIsRight() {
        Cast cast = cast("managed");

        Recording ahead = play(cast, new Fault.Skew(Duration.ofMinutes(15)));

        assertThat(ahead.ending().stoppedSafely()).as(ahead.ending().why()).isTrue();
        assertThat(ahead.afterwards()).contains("switch: yes");
    }

    private static Recording play(Cast cast, Fault fault) {
        Recording recording = Performance.of(cast, Scenario.failback(), List.of(fault), false);
        assertThat(recording.violations()).as("%s", fault).isEmpty();
        return recording;
    }

    @Test
    @Tag("thorough")
    void withoutRoomAtHomeTheApplicationStaysWhereItIsAndWithLittleItComesHomeAllTheSame() {
        Cast cast = cast("detach");

        Recording none = play(cast, new Fault.Shortage(1, true));
        assertThat(none.ending().stoppedSafely()).as(none.ending().why()).isTrue();
        assertThat(none.application())
                .contains("switch: no", "tier web: 2 instances, image verified", "at home tier web: 0 instances");

        Recording little = play(cast, new Fault.Shortage(2, true));
        assertThat(little.ending().succeeded()).as(little.ending().why()).isTrue();
        assertThat(little.application()).contains("switch: yes", "at home tier web: 1 instances");
    }

    @Test
    @Tag("thorough")
    void whoeverTriesToTakeAFailbackOverChangesNothing() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);

        Recording taken = play(cast, new Fault.AtCall(call(golden, "rds:SwitchoverGlobalCluster"), Incident.TAKEOVER));

        assertThat(taken.ending().succeeded()).as(taken.ending().why()).isTrue();
        assertThat(taken.application()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aHomeThatIsLostAgainOnTheWayStopsTheRunAndIsReachedOnceItIsBack() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);
        int switched = call(golden, "rds:SwitchoverGlobalCluster");

        Recording before = play(cast, new Fault.AtCall(switched, Incident.LOST));
        assertThat(before.ending().succeeded()).isFalse();
        assertThat(before.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(before.afterwards()).contains("switch: yes", "at home tier web: 2 instances");

        Recording after = play(cast, new Fault.AtCall(switched + 1, Incident.LOST));
        assertThat(after.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(after.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(after.afterwards()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aWayHomeThatIsGivenUpIsJudgedAsTheFailoverThatTakesItsPlace() {
        Cast cast = cast("detach");
        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), true);

        Recording before = play(cast, new Fault.AtCall(call(golden, "rds:SwitchoverGlobalCluster"), Incident.GIVEN_UP));
        assertThat(before.ending().execution()).as("nothing is given up yet").isEqualTo("failback-1");
        assertThat(before.afterwards()).contains("switch: yes", "at home tier web: 2 instances");

        for (String function : List.of("ShiftTrafficHome", "RetireInstances")) {
            int call = call(golden, function, "dynamodb:Query");
            Recording given = play(cast, new Fault.AtCall(call, Incident.GIVEN_UP));
            assertThat(given.ending().execution()).as(function).isEqualTo("taker-1");
            assertThat(given.ending().succeeded()).as(given.ending().why()).isTrue();
            assertThat(given.violations()).isEmpty();
            assertThat(given.application()).contains("switch: no", "tier web: 2 instances, image verified");
        }
    }

    @Test
    void aPlanWithoutAWayHomeCannotBePlayed() {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        plan.remove("failback");
        Cast cast = Cast.of(REPOSITORY, plan, BriskPhysics.physics());

        assertThatThrownBy(() -> Performance.of(cast, Scenario.failback(), List.of(), false))
                .isInstanceOf(UnplayableException.class)
                .hasMessageStartingWith("failback: ");
    }
}
