package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CopyImagesTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final ImagesInMemory primary = new ImagesInMemory(run::now, Duration.ofMinutes(2), Optional.empty(), 1);
    private final ImagesInMemory recovery =
            new ImagesInMemory(run::now, Duration.ofMinutes(10), Optional.of(primary), 1_000);

    private Outcome call(boolean create) {
        return new CopyImages(primary, recovery)
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
    void withoutASourceOrAnInstanceItIsRefused() {
        TreeSet<Guard> guards = new TreeSet<>();
        for (boolean create : new boolean[] {false, true}) {
            guards.add(((Outcome.Refused) call(create)).guard());
        }
        assertThat(guards).containsExactly(Guard.NO_USABLE_IMAGE);
    }
}
