package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pilotlight.fence.OldInstance.State;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.ShopPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComputeBarrierTest {
    private static final InstanceId OLD = new InstanceId("i-0000000a");

    private final OpenRun run = OpenRun.of(ShopPlan.plan()).decided();
    private final InstancesOfThePrimary instances = new InstancesOfThePrimary();
    private final ComputeBarrier barrier = new ComputeBarrier(instances, Map.of("Name", "shop-web"));

    private Standing raise() {
        return barrier.raise(Deeds.of(run.lease()));
    }

    private Optional<String> lower() {
        return barrier.lower(Deeds.of(run.lease()), run.now());
    }

    @Test
    void stoppedInstancesAreAtMostAPartOfAFence() {
        assertThat(raise()).isInstanceOf(Standing.UnderWay.class);
        instances.state = State.STOPPING;
        assertThat(raise()).isInstanceOf(Standing.UnderWay.class);
        instances.state = State.STOPPED;
        assertThat(raise()).isInstanceOf(Standing.Leaky.class);
        assertThat(instances.calls).containsExactly("stop");
    }

    @Test
    void whatAnAutoScalingGroupReplacesIsNotStopped() {
        instances.group = Optional.of("shop-web");

        assertThat(raise()).isInstanceOf(Standing.Refused.class);
        assertThat(barrier.obstacle().orElseThrow()).contains("shop-web");
        assertThat(instances.calls).isEmpty();
    }

    @Test
    void whatWasStoppedIsStartedAgainOnceItCanBe() {
        raise();
        instances.state = State.STOPPING;
        assertThat(lower().orElseThrow()).contains("waiting for the stop");
        instances.state = State.STOPPED;
        assertThat(lower().orElseThrow()).contains("starting");
        instances.state = State.RUNNING;

        assertThat(lower()).isEmpty();
        assertThat(instances.calls).containsExactly("stop", "start");
    }

    @Test
    void instancesThatWereStoppedBeforeStaySo() {
        instances.state = State.STOPPED;
        raise();

        assertThat(lower()).isEmpty();
        assertThat(instances.calls).isEmpty();
    }

    @Test
    void aStopWhoseAnswerWasLostIsWaitedForAndThenUndone() {
        instances.silent = true;
        assertThat(catchThrowable(this::raise)).isInstanceOf(PrimarySilentException.class);
        instances.silent = false;

        assertThat(lower().orElseThrow()).contains("stopped after all");
        instances.state = State.STOPPED;
        assertThat(lower().orElseThrow()).contains("starting");
        instances.state = State.RUNNING;
        assertThat(lower()).isEmpty();
        assertThat(run.deeds(Act.Kind.STOP_INSTANCES)).noneMatch(Deed::open);
    }

    @Test
    void aStopThatNeverCameIsSettledAfterAWhile() {
        instances.silent = true;
        assertThat(catchThrowable(this::raise)).isInstanceOf(PrimarySilentException.class);
        instances.silent = false;
        run.pass(Duration.ofMinutes(3));

        assertThat(lower()).isEmpty();
        assertThat(run.deeds(Act.Kind.STOP_INSTANCES)).singleElement().matches(Deed::failed);
    }

    /** One instance, in the state that a test says. */
    private static final class InstancesOfThePrimary implements OldInstances {
        private final List<String> calls = new ArrayList<>();
        private State state = State.RUNNING;
        private Optional<String> group = Optional.empty();
        private boolean silent;

        @Override
        public List<OldInstance> of(Map<String, String> tags) {
            return List.of(new OldInstance(OLD, state, group));
        }

        @Override
        public void stop(Permit permit, List<InstanceId> ids) {
            permit.spendOn(Act.Kind.STOP_INSTANCES, OldInstances.target(ids));
            if (silent) {
                throw new PrimarySilentException("no answer", new IllegalStateException("timeout"));
            }
            calls.add("stop");
        }

        @Override
        public void start(Permit permit, List<InstanceId> ids) throws InstanceNotStoppedException {
            permit.spendOn(Act.Kind.START_INSTANCES, OldInstances.target(ids));
            if (state != State.STOPPED) {
                throw new InstanceNotStoppedException("it is " + state);
            }
            calls.add("start");
        }
    }
}
