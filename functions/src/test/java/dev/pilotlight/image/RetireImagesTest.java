package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The shop keeps three images of its tier. */
class RetireImagesTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final ImagesInMemory primary = new ImagesInMemory(run::now, Duration.ofMinutes(2), Optional.empty(), 1);
    private final ImagesInMemory recovery =
            new ImagesInMemory(run::now, Duration.ofMinutes(10), Optional.of(primary), 1_000);
    private int sources = 1;

    private Outcome call() {
        return new RetireImages(primary, recovery).advance(tier, run.run(), run.lease(), run.now());
    }

    private Map<String, Object> callUntilDone() {
        for (int call = 0; call < 200; call++) {
            if (call() instanceof Outcome.Done done) {
                return done.evidence();
            }
            run.pass(Duration.ofSeconds(3));
        }
        throw new AssertionError("it waits for ever");
    }

    private ImageId copy(int daysAgo, boolean verified) {
        ImageId source = new ImageId(String.format("ami-%017x", sources++));
        Map<String, String> tags = new TreeMap<>(tier.image().tags());
        tags.put(Image.MADE_FOR, "shop/web");
        if (verified) {
            tags.put(Image.VERIFIED, "yes");
        }
        return recovery.add(
                "web-" + source,
                tags,
                Map.of(Image.MADE_FOR, "shop/web"),
                run.now().minus(Duration.ofDays(daysAgo)),
                Optional.of(source));
    }

    private List<ImageId> there() {
        return recovery.tagged(Map.of()).stream().map(Image::id).toList();
    }

    @Test
    void theNewestInThePlansNumberStayAndTheOthersGoWithTheirSnapshots() {
        List<ImageId> copies = new ArrayList<>();
        for (int days = 1; days <= 5; days++) {
            copies.add(copy(days, true));
        }
        Map<String, Object> evidence = callUntilDone();
        assertThat(there()).containsExactlyElementsOf(copies.subList(0, 3));
        assertThat(recovery.snapshotCount()).isEqualTo(3);
        assertThat(evidence).containsEntry("retiredCount", 4);
        assertThat(run.deeds(Act.Kind.DEREGISTER_IMAGE)).hasSize(2).allMatch(Deed::happened);
        assertThat(run.deeds(Act.Kind.DELETE_IMAGE_SNAPSHOT)).hasSize(2).allMatch(Deed::happened);
    }

    @Test
    void whatSomebodyUsesStaysAndIsTold() {
        for (int days = 1; days <= 3; days++) {
            copy(days, true);
        }
        ImageId used = copy(4, true);
        copy(5, true);
        recovery.use(used, "arn:aws:ec2:us-west-2:123456789012:instance/i-1");
        Map<String, Object> evidence = callUntilDone();
        assertThat(there()).hasSize(4).contains(used);
        assertThat(evidence).extractingByKey("stays").asString().contains(used + " is used by arn:aws:ec2");
    }

    @Test
    void theLastGoodOneStaysHoweverOldItIsAndHoweverManyHaveFailed() {
        ImageId good = copy(300, true);
        for (int days = 1; days <= 5; days++) {
            recovery.change(copy(days, false), ImagesInMemory::broken);
        }
        callUntilDone();
        assertThat(there()).containsExactly(good);
    }

    @Test
    void nothingIsRetiredWhileNoneIsGood() {
        for (int days = 1; days <= 5; days++) {
            copy(days, false);
        }
        callUntilDone();
        assertThat(there()).hasSize(5);
        assertThat(run.deeds(Act.Kind.DEREGISTER_IMAGE)).isEmpty();
    }

    @Test
    void whatSomebodyElseHasMadeStays() {
        Map<String, String> tags = new TreeMap<>(tier.image().tags());
        tags.put(Image.VERIFIED, "yes");
        ImageId foreign = recovery.add(tags, run.now().minus(Duration.ofDays(9)), Optional.empty());
        tags.put(Image.MADE_FOR, "shop/web");
        ImageId copiedWithItsTags = recovery.add(tags, run.now().minus(Duration.ofDays(9)), Optional.empty());
        tags.put(Image.MADE_FOR, "shop/cache");
        ImageId ofAnotherTier = recovery.add(tags, run.now().minus(Duration.ofDays(9)), Optional.empty());
        for (int days = 1; days <= 4; days++) {
            copy(days, true);
        }
        callUntilDone();
        assertThat(there()).hasSize(6).contains(foreign, copiedWithItsTags, ofAnotherTier);
    }

    @Test
    void imagesThatWereCreatedInThePrimaryAreRetiredThereToo() {
        Map<String, String> tags = new TreeMap<>(tier.image().tags());
        tags.put(Image.MADE_FOR, "shop/web");
        for (int day = 1; day <= 5; day++) {
            primary.add(
                    "pilotlight-shop-web-" + day,
                    tags,
                    Map.of(Image.MADE_FOR, "shop/web"),
                    run.now().minus(Duration.ofDays(day)),
                    Optional.empty());
        }
        copy(1, true);
        callUntilDone();
        assertThat(primary.tagged(Map.of()))
                .extracting(Image::name)
                .containsExactly("pilotlight-shop-web-1", "pilotlight-shop-web-2", "pilotlight-shop-web-3");
        assertThat(primary.snapshotCount()).isEqualTo(3);
    }

    @Test
    void aSnapshotThatAKilledRunHasLeftIsFoundByItsTag() {
        copy(1, true);
        ImageId old = copy(2, true);
        recovery.forget(old);
        assertThat(recovery.snapshotCount()).isEqualTo(2);
        assertThat(callUntilDone()).containsEntry("retiredCount", 1);
        assertThat(recovery.snapshotCount()).isEqualTo(1);
    }

    @Test
    void lostAnswersEndNothingTwiceAndLeaveNothingOpen() {
        for (int days = 1; days <= 4; days++) {
            copy(days, true);
        }
        recovery.loseAnswers(true);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        assertThatThrownBy(this::call).isInstanceOf(RetryableUnavailableException.class);
        recovery.loseAnswers(false);
        callUntilDone();
        assertThat(there()).hasSize(3);
        assertThat(recovery.snapshotCount()).isEqualTo(3);
        assertThat(run.deeds(Act.Kind.DEREGISTER_IMAGE)).hasSize(1).allMatch(Deed::happened);
        assertThat(run.deeds(Act.Kind.DELETE_IMAGE_SNAPSHOT)).hasSize(1).allMatch(Deed::happened);
    }
}
