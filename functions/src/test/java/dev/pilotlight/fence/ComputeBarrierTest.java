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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComputeBarrierTest {
    private static final String GROUP = "shop-web";
    private static final GroupSize HAD = new GroupSize(1, 2, 6);
    private static final InstanceId OLD = new InstanceId("i-0000000a");

    private final OpenRun run = OpenRun.of(ShopPlan.plan()).decided();
    private final InstancesOfThePrimary instances = new InstancesOfThePrimary();
    private final GroupsInMemory groups = new GroupsInMemory();
    private final ComputeBarrier barrier = new ComputeBarrier(instances, groups, Map.of("Name", "shop-web"));

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
    void aGroupThatWouldReplaceWhatIsStoppedIsEmptiedInstead() {
        instances.group = Optional.of(GROUP);

        assertThat(raise()).isInstanceOf(Standing.UnderWay.class);
        assertThat(groups.size(GROUP)).contains(GroupSize.NONE);
        instances.gone = true;
        assertThat(raise()).isInstanceOf(Standing.Leaky.class);
        assertThat(instances.calls).isEmpty();
    }

    @Test
    void aGroupIsGivenBackExactlyWhatItHad() {
        instances.group = Optional.of(GROUP);
        raise();

        assertThat(lower().orElseThrow()).contains("min 1, desired 2, max 6");
        assertThat(lower()).isEmpty();
        assertThat(groups.size(GROUP)).contains(HAD);
        assertThat(run.deeds(Act.Kind.EMPTY_OLD_GROUP)).noneMatch(Deed::open);
    }

    @Test
    void aGroupThatIsEmptiedTwiceIsGivenBackWhatItHadAtFirst() {
        instances.group = Optional.of(GROUP);
        raise();
        groups.sizes.put(GROUP, new GroupSize(0, 1, 1));
        raise();

        lower();

        assertThat(groups.size(GROUP)).contains(HAD);
    }

    @Test
    void aGroupThatIsEmptiedLateIsWaitedForAndGivenBackWhatItHad() {
        instances.group = Optional.of(GROUP);
        groups.late = true;
        assertThat(catchThrowable(this::raise)).isInstanceOf(PrimarySilentException.class);
        groups.late = false;

        assertThat(lower().orElseThrow()).contains("emptied after all");
        groups.sizes.put(GROUP, GroupSize.NONE);
        assertThat(lower().orElseThrow()).contains("giving the group");
        assertThat(lower()).isEmpty();
        assertThat(groups.size(GROUP)).contains(HAD);
        assertThat(run.deeds(Act.Kind.EMPTY_OLD_GROUP)).singleElement().matches(Deed::happened);
    }

    @Test
    void aGroupThatWasNeverEmptiedIsSettledAfterAWhile() {
        instances.group = Optional.of(GROUP);
        groups.late = true;
        assertThat(catchThrowable(this::raise)).isInstanceOf(PrimarySilentException.class);
        groups.late = false;
        run.pass(Duration.ofMinutes(3));

        assertThat(lower()).isEmpty();
        assertThat(groups.size(GROUP)).contains(HAD);
        assertThat(run.deeds(Act.Kind.EMPTY_OLD_GROUP)).singleElement().matches(Deed::failed);
    }

    @Test
    void tagsThatNobodyCarriesAreSeenBeforeTheDecision() {
        instances.gone = true;

        assertThat(barrier.obstacle().orElseThrow()).contains("shop-web");
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
        private boolean gone;

        @Override
        public List<OldInstance> of(Map<String, String> tags) {
            return gone ? List.of() : List.of(new OldInstance(OLD, state, group));
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

    /** One group, which changes at once or when a test says so. */
    private static final class GroupsInMemory implements OldGroups {
        private final Map<String, GroupSize> sizes = new TreeMap<>(Map.of(GROUP, HAD));
        private boolean late;

        @Override
        public Optional<GroupSize> size(String group) {
            return Optional.ofNullable(sizes.get(group));
        }

        @Override
        public void empty(Permit permit, String group) {
            permit.spendOn(Act.Kind.EMPTY_OLD_GROUP, group);
            if (late) {
                throw new PrimarySilentException("no answer", new IllegalStateException("timeout"));
            }
            sizes.put(group, GroupSize.NONE);
        }

        @Override
        public void refill(Permit permit, String group, GroupSize size) {
            permit.spendOn(Act.Kind.REFILL_OLD_GROUP, group);
            sizes.put(group, size);
        }
    }
}
