package dev.pilotlight.rehearsal.explore;

import static dev.pilotlight.rehearsal.explore.Trial.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.truth.HomeTruth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failback as it is rehearsed: the failover before it is no part of what is tried. */
class HomecomingPerformanceTest {
    private static Trial trial(String strategy) {
        return new Trial(Trial.promotingBy(strategy), Scenario.failback());
    }

    @Test
    @Tag("thorough")
    void aFailbackWithoutFaultsBringsEverybodyHomeAndBreaksNothing() {
        Trial trial = trial("detach");
        Recording golden = trial.golden();

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
        Recording lost = trial.played(new Fault.OnCall(asked, CallFault.LOST_ANSWER, false));
        assertThat(lost.application()).isEqualTo(golden.application());

        Recording denied = trial.played(new Fault.OnCall(2, CallFault.DENIED, false));
        assertThat(denied.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(denied.afterwards())
                .as("the failover before is no way home that is done")
                .isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void afterAManagedFailoverTheOldPrimaryIsWaitedForAndItsSnapshotKept() {
        Trial trial = trial("managed");
        Recording golden = trial.golden();

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
        Recording lost = trial.played(new Fault.OnCall(copied, CallFault.LOST_ANSWER, false));
        assertThat(lost.application()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void whereNobodyCouldLookForTheSnapshotAPersonIsTold() {
        Trial trial = trial("managed");
        Recording golden = trial.golden();
        int looked = call(golden, "KeepSnapshots", "dynamodb:GetItem");

        Recording denied = trial.played(new Fault.OnCall(looked, CallFault.DENIED, false));

        assertThat(denied.ending().succeeded()).as(denied.ending().why()).isTrue();
        assertThat(denied.application()).contains("at home: 1 clusters, " + HomeTruth.TOLD);
        assertThat(new Comparison(golden, Optional.empty()).with(denied)).isEmpty();
    }

    @Test
    @Tag("thorough")
    void aServerThatOnlyAnOldDescriptionStillKnowsIsNoServerOfTheNewCluster() {
        Trial trial = trial("detach");
        Recording golden = trial.golden();
        int described = call(golden, "RebuildReplication", "rds:DescribeDBInstances");

        Recording old = trial.played(new Fault.OnCall(described, CallFault.STALE_READ, true));

        assertThat(old.ending().stoppedSafely()).as(old.ending().why()).isTrue();
        assertThat(old.afterwards()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aClockThatIsFarOffKeepsTheApplicationWhereItIsUntilItIsRight() {
        Trial trial = trial("managed");

        Recording ahead = trial.played(new Fault.Skew(Duration.ofMinutes(15)));

        assertThat(ahead.ending().stoppedSafely()).as(ahead.ending().why()).isTrue();
        assertThat(ahead.afterwards()).contains("switch: yes");
    }

    @Test
    @Tag("thorough")
    void withoutRoomAtHomeTheApplicationStaysWhereItIsAndWithLittleItComesHomeAllTheSame() {
        Trial trial = trial("detach");

        Recording none = trial.played(new Fault.Shortage(1, true));
        assertThat(none.ending().stoppedSafely()).as(none.ending().why()).isTrue();
        assertThat(none.application())
                .contains("switch: no", "tier web: 2 instances, image verified", "at home tier web: 0 instances");

        Recording little = trial.played(new Fault.Shortage(2, true));
        assertThat(little.ending().succeeded()).as(little.ending().why()).isTrue();
        assertThat(little.application()).contains("switch: yes", "at home tier web: 1 instances");
    }

    @Test
    @Tag("thorough")
    void whoeverTriesToTakeAFailbackOverChangesNothing() {
        Trial trial = trial("detach");
        Recording golden = trial.golden();

        Recording taken =
                trial.played(new Fault.AtCall(call(golden, "rds:SwitchoverGlobalCluster"), Incident.TAKEOVER));

        assertThat(taken.ending().succeeded()).as(taken.ending().why()).isTrue();
        assertThat(taken.application()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aHomeThatIsLostAgainOnTheWayStopsTheRunAndIsReachedOnceItIsBack() {
        Trial trial = trial("detach");
        Recording golden = trial.golden();
        int switched = call(golden, "rds:SwitchoverGlobalCluster");

        Recording before = trial.played(new Fault.AtCall(switched, Incident.LOST));
        assertThat(before.ending().succeeded()).isFalse();
        assertThat(before.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(before.afterwards()).contains("switch: yes", "at home tier web: 2 instances");

        Recording after = trial.played(new Fault.AtCall(switched + 1, Incident.LOST));
        assertThat(after.ending().verdict()).isEqualTo("NEEDS_HUMAN");
        assertThat(after.application()).contains("switch: no", "tier web: 2 instances, image verified");
        assertThat(after.afterwards()).isEqualTo(golden.application());
    }

    @Test
    @Tag("thorough")
    void aWayHomeThatIsGivenUpIsJudgedAsTheFailoverThatTakesItsPlace() {
        Trial trial = trial("detach");
        Recording golden = trial.golden();

        Recording before =
                trial.played(new Fault.AtCall(call(golden, "rds:SwitchoverGlobalCluster"), Incident.GIVEN_UP));
        assertThat(before.ending().execution()).as("nothing is given up yet").isEqualTo("failback-1");
        assertThat(before.afterwards()).contains("switch: yes", "at home tier web: 2 instances");

        for (String function : List.of("ShiftTrafficHome", "RetireInstances")) {
            int call = call(golden, function, "dynamodb:Query");
            Recording given = trial.played(new Fault.AtCall(call, Incident.GIVEN_UP));
            assertThat(given.ending().execution()).as(function).isEqualTo("taker-1");
            assertThat(given.ending().succeeded()).as(given.ending().why()).isTrue();
            assertThat(given.application()).contains("switch: no", "tier web: 2 instances, image verified");
        }
    }

    @Test
    void aPlanWithoutAWayHomeCannotBePlayed() {
        Cast cast = Trial.withPlan(plan -> plan.remove("failback"));

        assertThatThrownBy(() -> Performance.of(cast, Scenario.failback(), List.of(), false))
                .isInstanceOf(UnplayableException.class)
                .hasMessageStartingWith("failback: ");
    }
}
