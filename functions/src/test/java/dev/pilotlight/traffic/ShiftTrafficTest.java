package dev.pilotlight.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.traffic.TrafficControl.Position;
import org.junit.jupiter.api.Test;

class ShiftTrafficTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan()).fenced("partial");
    private final SwitchInMemory control = new SwitchInMemory();

    private Outcome call() {
        return new ShiftTraffic(control).advance(run.lease());
    }

    @Test
    void theSwitchIsMovedAndReadBack() {
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(control.position).isEqualTo(Position.RECOVERY);
        assertThat(run.deeds(Act.Kind.SHIFT_TRAFFIC)).singleElement().matches(Deed::happened);
    }

    @Test
    void nothingIsMovedWhileNobodyKnowsWhatBecameOfTheFence() {
        OpenRun unknown = OpenRun.of(ShopPlan.plan());

        assertThat(new ShiftTraffic(control).advance(unknown.lease()))
                .asInstanceOf(type(Outcome.Refused.class))
                .extracting(Outcome.Refused::guard)
                .isEqualTo(Guard.FENCE_UNCONFIRMED);
        assertThat(control.writes).isZero();
    }

    @Test
    void aSwitchThatPointsThereAlreadyIsNotTouched() {
        call();
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(control.writes).isEqualTo(1);
    }

    @Test
    void aSwitchThatSaysNothingIsMovedAsWell() {
        control.position = Position.UNKNOWN;
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(control.writes).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsSettledByReadingTheSwitch() {
        control.answersLost = true;
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(control.writes).isEqualTo(1);
        assertThat(run.deeds(Act.Kind.SHIFT_TRAFFIC)).singleElement().matches(Deed::happened);
    }

    private static final class SwitchInMemory implements TrafficControl {
        private Position position = Position.PRIMARY;
        private boolean answersLost;
        private int writes;

        @Override
        public String name() {
            return "switch";
        }

        @Override
        public Position position() {
            return position;
        }

        @Override
        public void shiftToRecovery(Permit permit) {
            permit.spendOn(Act.Kind.SHIFT_TRAFFIC, name());
            move(Position.RECOVERY);
        }

        @Override
        public void shiftHome(Permit permit) {
            permit.spendOn(Act.Kind.SHIFT_TRAFFIC_HOME, name());
            move(Position.PRIMARY);
        }

        private void move(Position there) {
            writes++;
            position = there;
            if (answersLost) {
                throw new RetryableUnavailableException("no answer");
            }
        }
    }
}
