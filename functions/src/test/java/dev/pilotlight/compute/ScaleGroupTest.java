package dev.pilotlight.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleGroupTest {
    private static final String GROUP = "shop-app";

    private final OpenRun run = OpenRun.of(ShopPlan.with(plan -> ((ArrayNode) plan.path("tiers"))
            .add(Documents.json(
                    "{'name':'app','kind':'autoScalingGroup','group':'shop-app','count':3,'minimum':2,'after':[]}"))));
    private final Tier tier = run.plan().tier("app").orElseThrow();
    private final InstancesInMemory instances = new InstancesInMemory(run::now);
    private final ScalingGroupsInMemory scaling = new ScalingGroupsInMemory(run::now);

    private Outcome call() {
        return new LaunchInstances(
                        instances,
                        scaling,
                        new ImagesInMemory(run::now, Duration.ZERO, Optional.empty(), 1),
                        new TargetGroupsInMemory())
                .advance(run.plan(), tier, run.run(), run.lease(), run.started(), run.now());
    }

    private Outcome release() {
        return new ReleaseInstances(instances, scaling, new TargetGroupsInMemory())
                .advance(run.plan(), run.run(), run.lease(), run.now());
    }

    private Outcome callUntilSettled() {
        for (int call = 0; call < 1_000; call++) {
            Outcome outcome = call();
            if (!(outcome instanceof Outcome.Pending)) {
                return outcome;
            }
            run.pass(Duration.ofSeconds(3));
        }
        throw new AssertionError("it waits for ever");
    }

    @Test
    void theMinimumIsHeldAsSoonAsTheGroupHasItsInstances() {
        scaling.add(GROUP, 0, 1, true);
        call();
        assertThat(HeldCapacity.isFor(Deeds.of(run.lease()), "app")).isFalse();
        callUntilSettled();
        assertThat(HeldCapacity.isFor(Deeds.of(run.lease()), "app")).isTrue();
    }

    private void releaseUntilDone() {
        for (int call = 0; call < 1_000; call++) {
            if (release() instanceof Outcome.Done) {
                return;
            }
            run.pass(Duration.ofSeconds(3));
        }
        throw new AssertionError("it waits for ever");
    }

    private ScalingGroup group() {
        return scaling.named(GROUP).orElseThrow();
    }

    private static Guard guard(Outcome outcome) {
        return ((Outcome.Refused) outcome).guard();
    }

    @Test
    void theGroupIsRaisedOnceAndItsInstancesAreWaitedFor() {
        scaling.add(GROUP, 0, 1, true);
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(group().desired()).isEqualTo(3);
        assertThat(group().largest()).isEqualTo(3);
        assertThat(scaling.requests()).isEqualTo(1);
        assertThat(Duration.between(run.started(), run.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aLargerGroupIsNeverLowered() {
        scaling.add(GROUP, 5, 10, true);
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(group().desired()).isEqualTo(5);
        assertThat(scaling.requests()).isZero();
        releaseUntilDone();
        assertThat(group().desired()).isEqualTo(5);
    }

    @Test
    void undoingLowersItToWhatItWas() {
        scaling.add(GROUP, 1, 2, true);
        callUntilSettled();
        releaseUntilDone();
        assertThat(group().desired()).isEqualTo(1);
        assertThat(group().largest()).isEqualTo(2);
        assertThat(group().instances()).hasSize(1);
        assertThat(run.deeds(Act.Kind.RAISE_GROUP)).singleElement().matches(Deed::happened);
        assertThat(run.deeds(Act.Kind.LOWER_GROUP)).singleElement().matches(Deed::happened);
    }

    @Test
    void aLostAnswerIsSettledByWhatTheGroupSays() {
        scaling.add(GROUP, 0, 3, true);
        scaling.loseAnswers(true);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        assertThat(scaling.requests()).isEqualTo(1);
        assertThat(run.deeds(Act.Kind.RAISE_GROUP)).singleElement().matches(Deed::happened);
    }

    @Test
    void theMinimumIsEnoughWhenTheRestDoesNotCome() {
        scaling.add(GROUP, 0, 3, true);
        scaling.withRoomFor(2);
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(Duration.between(run.started(), run.now())).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void belowTheMinimumItIsRefused() {
        scaling.add(GROUP, 0, 3, true);
        scaling.withRoomFor(1);
        assertThat(guard(callUntilSettled())).isEqualTo(Guard.NO_CAPACITY);
    }

    @Test
    void aGroupThatMayNotLaunchIsRefusedAndLeftAsItIs() {
        scaling.add(GROUP, 0, 3, false);
        assertThat(guard(call())).isEqualTo(Guard.NO_CAPACITY);
        assertThat(scaling.requests()).isZero();
    }

    @Test
    void aGroupThatIsNotThereIsRefused() {
        assertThat(guard(call())).isEqualTo(Guard.INVALID_INPUT);
    }
}
