package dev.pilotlight.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.image.Image;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaunchInstancesTest {
    private static final ImageId SOURCE = new ImageId("ami-0000000000000000f");

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final InstancesInMemory instances = new InstancesInMemory(run::now);
    private final ScalingGroupsInMemory scaling = new ScalingGroupsInMemory(run::now);
    private final TargetGroupsInMemory groups = new TargetGroupsInMemory();
    private final ImagesInMemory images = new ImagesInMemory(run::now, Duration.ZERO, Optional.empty(), 1);
    private ImageId image = SOURCE;

    @BeforeEach
    void aVerifiedCopyIsThere() {
        image = images.add(tier.image().tags(), run.now().minus(Duration.ofHours(2)), Optional.of(SOURCE));
        images.mark(image, Image.VERIFIED, "yes");
    }

    private Outcome call() {
        return new LaunchInstances(instances, scaling, images, groups)
                .advance(run.plan(), tier, run.run(), run.lease(), run.started(), run.now());
    }

    private Outcome release() {
        return new ReleaseInstances(instances, scaling, groups).advance(run.plan(), run.run(), run.lease(), run.now());
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

    private static Guard guard(Outcome outcome) {
        return ((Outcome.Refused) outcome).guard();
    }

    @Test
    void theWantedNumberBootsIsCheckedAndIsRegistered() {
        Outcome outcome = callUntilSettled();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsEntry("image", image.value())
                                .containsEntry(
                                        "instances",
                                        instances.ids().stream()
                                                .map(InstanceId::value)
                                                .toList()));
        assertThat(instances.living()).isEqualTo(2);
        assertThat(instances.requests()).isEqualTo(1);
        assertThat(groups.targets(tier.targetGroups().getFirst())).hasSize(2);
        assertThat(Duration.between(run.started(), run.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theMinimumIsWrittenDownAsHeldAsSoonAsItIsLaunched() {
        call();
        assertThat(held()).isTrue();
        call();
        assertThat(Deeds.of(run.lease()).notes("capacity-held")).hasSize(1);
    }

    @Test
    void adoptedInstancesAreHeldToo() {
        instances.launchedBy(7, tier);
        instances.withRoomFor(0, "m7g.large", tier.subnets().get(0));
        call();
        assertThat(held()).isTrue();
    }

    @Test
    void nothingIsHeldBelowTheMinimum() {
        for (String type : tier.instanceTypes()) {
            tier.subnets().forEach(subnet -> instances.withRoomFor(0, type, subnet));
        }
        callUntilSettled();
        assertThat(held()).isFalse();
    }

    @Test
    void aLaterTierWithoutAnImageIsFoundBeforeTheFirstIsLaunched() {
        OpenRun twoTiers = OpenRun.of(ShopPlan.with(plan -> {
            ObjectNode second = plan.path("tiers").path(0).deepCopy();
            second.put("name", "worker");
            ((ObjectNode) second.path("image").path("tags")).put("role", "worker");
            ((ArrayNode) plan.path("tiers")).add(second);
        }));
        Outcome outcome = new LaunchInstances(instances, scaling, images, groups)
                .advance(twoTiers.plan(), tier, twoTiers.run(), twoTiers.lease(), twoTiers.started(), twoTiers.now());
        assertThat(guard(outcome)).isEqualTo(Guard.NO_USABLE_IMAGE);
        assertThat(((Outcome.Refused) outcome).why()).startsWith("tier worker:");
        assertThat(instances.requests()).isZero();
    }

    private boolean held() {
        return HeldCapacity.isFor(Deeds.of(run.lease()), tier.name());
    }

    @Test
    void healthyTargetsAreWaitedForButNotForEver() {
        for (int call = 0; call < 40; call++) {
            call();
            instances.ids().forEach(groups::fail);
            run.pass(Duration.ofSeconds(3));
        }
        assertThat(call())
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.why()).contains("healthy in every target group"));
        groups.heal(instances.ids().getFirst());
        assertThat(call())
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("healthyTargets", 1));
        instances.ids().forEach(groups::fail);
        run.pass(Duration.ofMinutes(8));
        assertThat(call())
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("healthyTargets", 0));
    }

    @Test
    void whatIsDescribedLateIsNotLaunchedAgain() {
        instances.describedLate(Duration.ofMinutes(1));
        callUntilSettled();
        assertThat(instances.requests()).isEqualTo(1);
        assertThat(instances.living()).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsRepeatedToTheLetterAndLaunchesNothing() {
        instances.describedLate(Duration.ofMinutes(1)).loseAnswers(true);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        instances.loseAnswers(false);
        ImageId newer = images.add(tier.image().tags(), run.now(), Optional.of(SOURCE));
        images.mark(newer, Image.VERIFIED, "yes");
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(2);
        assertThat(run.deeds(Act.Kind.LAUNCH_INSTANCES)).hasSize(2).allMatch(Deed::happened);
    }

    @Test
    void instancesOfEarlierEpochsAreAdopted() {
        instances.launchedBy(7, tier);
        callUntilSettled();
        assertThat(instances.living()).isEqualTo(2);
    }

    @Test
    void whereThereIsNoRoomTheNextPlaceIsTried() {
        instances
                .withRoomFor(0, "m7g.large", tier.subnets().get(0))
                .withRoomFor(1, "m7g.large", tier.subnets().get(1))
                .withRoomFor(0, "m6g.large", tier.subnets().get(0));
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(2);
        assertThat(instances.requests()).isEqualTo(4);
    }

    @Test
    void whatIsReservedIsUsedBeforeAnythingElse() {
        InstanceTier reserving = (InstanceTier) ShopPlan.with(plan ->
                        ((ObjectNode) plan.path("tiers").path(0)).put("capacityReservation", "cr-0123456789abcdef0"))
                .tiers()
                .getFirst();
        instances.withReserved(1);
        Outcome outcome = new Outcome.Pending("to begin with");
        for (int call = 0; call < 100 && outcome instanceof Outcome.Pending; call++) {
            outcome = new LaunchInstances(instances, scaling, images, groups)
                    .advance(run.plan(), reserving, run.run(), run.lease(), run.started(), run.now());
            run.pass(Duration.ofSeconds(3));
        }
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(2);
        List<String> targets = run.deeds(Act.Kind.LAUNCH_INSTANCES).stream()
                .map(deed -> deed.act().target())
                .toList();
        assertThat(targets.getFirst()).endsWith("/2/1/reserved");
        assertThat(targets.getLast()).doesNotEndWith("/reserved").contains("/m7g.large/1/");
    }

    @Test
    void theMinimumIsEnoughWhenThereIsNoMoreRoom() {
        instances.withRoomFor(1, "m7g.large", tier.subnets().get(0));
        instances.withRoomFor(0, "m7g.large", tier.subnets().get(1));
        instances.withRoomFor(0, "m6g.large", tier.subnets().get(0));
        instances.withRoomFor(0, "m6g.large", tier.subnets().get(1));
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(1);
        assertThat(instances.requests()).isEqualTo(4);
    }

    @Test
    void belowTheMinimumItIsRefusedAfterEveryPlaceWasTriedOnce() {
        for (String type : tier.instanceTypes()) {
            tier.subnets().forEach(subnet -> instances.withRoomFor(0, type, subnet));
        }
        assertThat(guard(callUntilSettled())).isEqualTo(Guard.NO_CAPACITY);
        assertThat(instances.requests()).isEqualTo(4);
        assertThat(run.deeds(Act.Kind.LAUNCH_INSTANCES)).hasSize(4).allMatch(Deed::failed);
    }

    @Test
    void anInstanceThatEndsIsReplaced() {
        call();
        run.pass(Duration.ofSeconds(30));
        instances.end(instances.ids().getFirst());
        assertThat(callUntilSettled()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(2);
    }

    @Test
    void instancesThatAlwaysEndAreNotReplacedForEver() {
        for (int call = 0; call < 20; call++) {
            Outcome outcome = call();
            instances.ids().forEach(instances::end);
            run.pass(Duration.ofSeconds(10));
            if (outcome instanceof Outcome.Refused refused) {
                assertThat(refused.guard()).isEqualTo(Guard.INSTANCE_UNHEALTHY);
                assertThat(instances.ids()).hasSize(4);
                return;
            }
        }
        throw new AssertionError("it replaces for ever");
    }

    @Test
    void failedChecksAreRefusedWhenTheyDoNotPass() {
        call();
        instances.ids().forEach(instances::fail);
        assertThat(guard(callUntilSettled())).isEqualTo(Guard.INSTANCE_UNHEALTHY);
        assertThat(groups.targets(tier.targetGroups().getFirst())).isEmpty();
    }

    @Test
    void anImageThatWasNotVerifiedIsNotUsed() {
        ImagesInMemory others = new ImagesInMemory(run::now, Duration.ZERO, Optional.empty(), 1);
        others.add(tier.image().tags(), run.now(), Optional.of(SOURCE));
        Outcome outcome = new LaunchInstances(instances, scaling, others, groups)
                .advance(run.plan(), tier, run.run(), run.lease(), run.started(), run.now());
        assertThat(guard(outcome)).isEqualTo(Guard.NO_USABLE_IMAGE);
    }

    @Test
    void anImageThatIsTooOldIsNotUsed() {
        run.pass(Duration.ofHours(23));
        assertThat(guard(call())).isEqualTo(Guard.NO_USABLE_IMAGE);
        assertThat(instances.requests()).isZero();
    }

    @Test
    void theTokenFitsAndDiffersByPlace() {
        LaunchOrder order = new LaunchOrder(
                run.run().plan(),
                run.run().epoch(),
                "web",
                image,
                new Placement("m7g.large", tier.subnets().get(0), false),
                2,
                1);
        LaunchOrder elsewhere = new LaunchOrder(
                run.run().plan(),
                run.run().epoch(),
                "web",
                image,
                new Placement("m7g.large", tier.subnets().get(1), true),
                2,
                1);
        assertThat(order.token()).hasSizeLessThanOrEqualTo(64).matches("[a-z0-9-]+");
        assertThat(order.token()).isNotEqualTo(elsewhere.token());
        assertThat(LaunchOrder.of(run.run(), order.act())).isEqualTo(order);
        assertThat(LaunchOrder.of(run.run(), elsewhere.act())).isEqualTo(elsewhere);
    }

    @Test
    void releaseEndsWhatThisEpochHasLaunchedAndNothingElse() {
        InstanceId earlier = instances.launchedBy(7, tier);
        callUntilSettled();
        Outcome outcome = release();
        while (outcome instanceof Outcome.Pending) {
            run.pass(Duration.ofSeconds(3));
            outcome = release();
        }
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isEqualTo(1);
        assertThat(groups.targets(tier.targetGroups().getFirst())).containsOnlyKeys(earlier);
    }

    @Test
    void releaseToleratesThatThereIsNothing() {
        assertThat(release()).isEqualTo(Outcome.done(Map.of("released", List.of())));
    }

    @Test
    void releaseWaitsForALaunchOfWhichNobodyKnowsAndEndsIt() {
        instances.describedLate(Duration.ofSeconds(20)).loseAnswers(true);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofSeconds(30));
        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isZero();
        assertThat(run.deeds(Act.Kind.LAUNCH_INSTANCES)).singleElement().matches(Deed::happened);
    }

    @Test
    void aLaunchThatNeverShowsIsSettledAsNotHappened() {
        instances.describedLate(Duration.ofHours(1)).loseAnswers(true);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        run.pass(Duration.ofMinutes(3));
        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(run.deeds(Act.Kind.LAUNCH_INSTANCES)).singleElement().matches(Deed::failed);
    }

    @Test
    void whatWasLaunchedIsEndedByItsNameWhenNoDescriptionShowsIt() {
        instances.describedLate(Duration.ofHours(1));
        call();
        assertThat(instances.living()).isEqualTo(2);
        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        assertThat(instances.living()).isEqualTo(2);
        run.pass(Duration.ofMinutes(3));
        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(instances.living()).isZero();
    }
}
