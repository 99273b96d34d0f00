package dev.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.BrokenPermitException;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.traffic.TrafficControl.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every kind of traffic switch does. */
abstract class TrafficControlContract {
    final OpenRun run = OpenRun.of(ShopPlan.plan()).fenced("confirmed");

    /** A new control of the one switch that this test has; the primary serves at first. */
    abstract TrafficControl control();

    private Permit permit() {
        return run.permit(new Act(Act.Kind.SHIFT_TRAFFIC, control().name(), "to recovery"));
    }

    @Test
    void atFirstItPointsToThePrimary() {
        assertThat(control().position()).isEqualTo(Position.PRIMARY);
    }

    @Test
    void movedItPointsToTheRecoveryRegionForEverybodyWhoLooks() throws Exception {
        control().shiftToRecovery(permit());
        assertThat(control().position()).isEqualTo(Position.RECOVERY);
    }

    @Test
    void movedAgainItStaysWhereItIs() throws Exception {
        control().shiftToRecovery(permit());
        control().shiftToRecovery(permit());
        assertThat(control().position()).isEqualTo(Position.RECOVERY);
    }

    @Test
    void movedHomeItPointsToThePrimaryAgain() throws Exception {
        control().shiftToRecovery(permit());
        control()
                .shiftHome(run.permit(
                        new Act(Act.Kind.SHIFT_TRAFFIC_HOME, control().name(), "to primary")));
        assertThat(control().position()).isEqualTo(Position.PRIMARY);
    }

    @Test
    void thePermitForTheWayThereIsNoneForTheWayHome() throws Exception {
        control().shiftToRecovery(permit());
        Permit there = permit();
        assertThatThrownBy(() -> control().shiftHome(there)).isInstanceOf(BrokenPermitException.class);
        assertThat(control().position()).isEqualTo(Position.RECOVERY);
    }

    @Test
    void withoutItsOwnPermitItDoesNotMove() {
        Permit other = run.permit(new Act(Act.Kind.SHIFT_TRAFFIC, "another switch", "to recovery"));
        assertThatThrownBy(() -> control().shiftToRecovery(other)).isInstanceOf(BrokenPermitException.class);
        assertThat(control().position()).isEqualTo(Position.PRIMARY);
    }

    @Test
    void whoOnlyLooksSeesWhetherAMoveHasHappened() throws Exception {
        Act act = new Act(Act.Kind.SHIFT_TRAFFIC, control().name(), "to recovery");
        TrafficSettler settler = new TrafficSettler(Optional.of(control()));
        assertThat(settler.shifted(act)).isEqualTo(new Trace.Nothing());
        assertThat(settler.shiftedHome(act)).isInstanceOf(Trace.Found.class);

        control().shiftToRecovery(permit());

        TrafficSettler afterwards = new TrafficSettler(Optional.of(control()));
        assertThat(afterwards.shifted(act)).isInstanceOf(Trace.Found.class);
        assertThat(afterwards.shiftedHome(act)).isEqualTo(new Trace.Nothing());
    }

    @Test
    void ofAnotherSwitchNobodyCanTellAnything() {
        Act act = new Act(Act.Kind.SHIFT_TRAFFIC, "another switch", "to recovery");
        assertThat(new TrafficSettler(Optional.of(control())).shifted(act)).isInstanceOf(Trace.Unclear.class);
        assertThat(new TrafficSettler(Optional.empty()).shifted(act)).isInstanceOf(Trace.Unclear.class);
    }

    @Test
    void itsNameIsTheSameForEverybody() {
        assertThat(control().name()).isNotBlank().isEqualTo(control().name());
    }
}
