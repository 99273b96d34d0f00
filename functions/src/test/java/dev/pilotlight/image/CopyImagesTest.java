package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.fixture.BootConditionsInMemory;
import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CopyImagesTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final ImagesInMemory primary = new ImagesInMemory(run::now, Duration.ofMinutes(2), Optional.empty(), 1);
    private final ImagesInMemory recovery =
            new ImagesInMemory(run::now, Duration.ofMinutes(10), Optional.of(primary), 1_000);

    private final BootConditionsInMemory conditions = new BootConditionsInMemory();

    private Outcome call(boolean create) {
        return new CopyImages(primary, recovery, new Verification(recovery, conditions))
                .advance(tier, run.plan().regions().primary(), create, run.run(), run.lease(), run.now());
    }

    private Outcome callUntilSettled(boolean create) {
        for (int call = 0; call < 1_000; call++) {
            Outcome outcome = call(create);
            if (!(outcome instanceof Outcome.Pending)) {
                return outcome;
            }
            run.pass(Duration.ofSeconds(3));
        }
        throw new AssertionError("it waits for ever");
    }

    private ImageId source(Duration age) {
        return primary.add(tier.image().tags(), run.now().minus(age), Optional.empty());
    }

    @Test
    void theNewestAvailableSourceIsCopiedOnceVerifiedAndMarked() {
        source(Duration.ofDays(2));
        ImageId newest = source(Duration.ofHours(1));
        source(Duration.ofSeconds(1));
        Outcome outcome = callUntilSettled(false);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsKey("imageId")
                                .containsEntry("progress", 100));
        assertThat(recovery.tagged(tier.image().tags()))
                .filteredOn(image -> image.source().equals(Optional.of(newest)))
                .singleElement()
                .matches(Image::verified);
        assertThat(Duration.between(run.started(), run.now())).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aCopyThatIsThereAndVerifiedIsDoneAtOnce() {
        ImageId source = source(Duration.ofDays(1));
        ImageId copy = recovery.add(tier.image().tags(), run.now().minus(Duration.ofHours(20)), Optional.of(source));
        recovery.mark(copy, Image.VERIFIED, "yes");
        assertThat(call(false)).isInstanceOf(Outcome.Done.class);
        assertThat(recovery.requests()).isZero();
    }

    @Test
    void anImageIsCreatedFromTheRunningInstanceWhenAsked() {
        primary.running(new InstanceId("i-0000000000000000a"));
        assertThat(callUntilSettled(true)).isInstanceOf(Outcome.Done.class);
        assertThat(primary.count()).isEqualTo(1);
        assertThat(recovery.count()).isEqualTo(1);
    }

    @Test
    void aLostAnswerMakesNeitherASecondImageNorASecondCopy() {
        primary.running(new InstanceId("i-0000000000000000a"));
        primary.listedLate(Duration.ofSeconds(20));
        recovery.listedLate(Duration.ofSeconds(20));
        primary.loseAnswers(true);
        recovery.loseAnswers(true);
        assertThatThrownBy(() -> call(true)).isInstanceOf(RetryableUnavailableException.class);
        primary.loseAnswers(false);
        for (int call = 0; call < 200 && recovery.requests() == 0; call++) {
            run.pass(Duration.ofSeconds(3));
            try {
                call(true);
            } catch (RetryableUnavailableException copyWithoutAnswer) {
                recovery.loseAnswers(false);
            }
        }
        assertThat(callUntilSettled(true)).isInstanceOf(Outcome.Done.class);
        assertThat(primary.count()).isEqualTo(1);
        assertThat(recovery.count()).isEqualTo(1);
        assertThat(run.deeds(Act.Kind.COPY_IMAGE)).allMatch(Deed::happened);
        assertThat(run.deeds(Act.Kind.CREATE_IMAGE)).allMatch(Deed::happened);
    }

    @Test
    void waitingTellsHowFarTheCopyHasCome() {
        source(Duration.ofHours(1));
        call(false);
        run.pass(Duration.ofMinutes(5));
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.carried()).containsEntry("progress", 50));
    }

    @Test
    void aFailedCopyIsRefusedWithItsReason() {
        source(Duration.ofHours(1));
        call(false);
        recovery.failCopies(true);
        assertThat(call(false)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.NO_USABLE_IMAGE);
            assertThat(refused.why()).contains("the key is gone");
        });
    }

    @Test
    void aFailedCopyLeavesTheLastGoodImageInItsPlaceAndTheNextRunCopiesAgain() {
        ImageId old = source(Duration.ofDays(2));
        ImageId good = recovery.add(tier.image().tags(), run.now().minus(Duration.ofDays(1)), Optional.of(old));
        recovery.mark(good, Image.VERIFIED, "yes");
        ImageId source = source(Duration.ofHours(1));
        ImageId failed = recovery.add(tier.image().tags(), run.now().minus(Duration.ofHours(2)), Optional.of(source));
        recovery.change(failed, ImagesInMemory::broken);

        assertThat(callUntilSettled(false)).isInstanceOf(Outcome.Done.class);
        assertThat(recovery.tagged(tier.image().tags()))
                .filteredOn(image -> image.source().equals(Optional.of(source)) && image.verified())
                .hasSize(1);
        assertThat(recovery.tagged(tier.image().tags())).extracting(Image::id).contains(good);
    }

    @Test
    void aRefusalSaysWhichImageStays() {
        ImageId old = source(Duration.ofDays(2));
        ImageId good = recovery.add(tier.image().tags(), run.now().minus(Duration.ofDays(1)), Optional.of(old));
        recovery.mark(good, Image.VERIFIED, "yes");
        source(Duration.ofHours(1));
        call(false);
        recovery.failCopies(true);
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("the tier has no good image"));
        recovery.failOnly(source -> !source.equals(old));
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("the last good image stays: " + good));
    }

    @Test
    void whatFailsTheVerificationIsNeverMarked() {
        String key = "arn:aws:kms:us-west-2:123456789012:key/1";
        ImageId source = source(Duration.ofHours(1));
        call(false);
        run.pass(Duration.ofMinutes(11));
        ImageId copy = recovery.tagged(tier.image().tags()).getFirst().id();
        recovery.encrypt(copy, key);

        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains(copy + " of " + source + " is encrypted under a key that does not exist: "
                                        + key));
        conditions.key(key, "Disabled");
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("a key that is Disabled"));
        assertThat(recovery.tagged(tier.image().tags())).noneMatch(Image::verified);

        conditions.key(key, "Enabled");
        assertThat(callUntilSettled(false)).isInstanceOf(Outcome.Done.class);
        assertThat(recovery.requests()).as("copies").isEqualTo(1);
    }

    @Test
    void aCopyThatWasVerifiedIsVerifiedAgainInEachRun() {
        source(Duration.ofHours(1));
        assertThat(callUntilSettled(false)).isInstanceOf(Outcome.Done.class);
        recovery.change(
                recovery.tagged(tier.image().tags()).getFirst().id(),
                image -> ImagesInMemory.with(image, new Image.Hardware("x86_64", "ebs", "/dev/xvda")));
        assertThat(call(false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("is built for x86_64 with /dev/xvda on ebs, and its source for arm64")
                                .contains("is built for x86_64, which none of [m7g.large, m6g.large] runs"));
    }

    @Test
    void aVerifiedCopySaysWhatItIsACopyOf() {
        ImageId source = source(Duration.ofHours(1));
        callUntilSettled(false);
        Image original = primary.tagged(tier.image().tags()).getFirst();
        Image copy = recovery.tagged(tier.image().tags()).getFirst();
        assertThat(copy.tags())
                .containsEntry(Image.SOURCE, "us-east-1/" + source)
                .containsEntry(
                        Image.DIGEST, original.digest(run.plan().regions().primary()))
                .containsEntry(Image.MADE_FOR, "shop/web")
                .containsKey(Image.VERIFIED);
    }

    @Test
    void whatThisSoftwareHasMarkedElsewhereIsNotInherited() {
        ImageId source = source(Duration.ofHours(1));
        primary.mark(source, Image.VERIFIED, "of another copy");
        primary.mark(source, "team", "web");
        call(false);
        assertThat(recovery.tagged(tier.image().tags()).getFirst().tags())
                .doesNotContainKey(Image.VERIFIED)
                .containsEntry("team", "web");
    }

    @Test
    void aCopyBeyondTheLimitWaitsForItsTurn() {
        recovery.limitCopies(1);
        ImageId other = recovery.add(Map.of("Name", "other"), run.now(), Optional.empty());
        source(Duration.ofHours(1));
        assertThat(call(false)).isInstanceOfSatisfying(Outcome.Pending.class, pending -> {
            assertThat(pending.why()).contains("waits for its turn");
            assertThat(pending.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        });
        assertThat(run.deeds(Act.Kind.COPY_IMAGE)).allMatch(Deed::failed);
        assertThat(callUntilSettled(false)).isInstanceOf(Outcome.Done.class);
        assertThat(recovery.tagged(Map.of("Name", "other")))
                .extracting(Image::id)
                .containsExactly(other);
    }

    @Test
    void anotherRunAsksForTheVeryCopyThatAKilledOneAskedFor() {
        source(Duration.ofHours(1));
        recovery.listedLate(Duration.ofMinutes(1));
        recovery.loseAnswers(true);
        assertThatThrownBy(() -> call(false)).isInstanceOf(RetryableUnavailableException.class);
        recovery.loseAnswers(false);
        OpenRun next = OpenRun.of(run.plan());
        Outcome again = new CopyImages(primary, recovery, new Verification(recovery, conditions))
                .advance(tier, run.plan().regions().primary(), false, next.run(), next.lease(), run.now());
        assertThat(again).isInstanceOf(Outcome.Pending.class);
        assertThat(recovery.count()).isEqualTo(1);
    }

    @Test
    void withoutASourceOrAnInstanceItIsRefused() {
        TreeSet<Guard> guards = new TreeSet<>();
        for (boolean create : new boolean[] {false, true}) {
            guards.add(((Outcome.Refused) call(create)).guard());
        }
        assertThat(guards).containsExactly(Guard.NO_USABLE_IMAGE);
    }
}
