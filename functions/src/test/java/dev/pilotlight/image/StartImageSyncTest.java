package dev.pilotlight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.ImagesInMemory;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartImageSyncTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final InstanceTier tier = (InstanceTier) run.plan().tiers().getFirst();
    private final ImagesInMemory primary = new ImagesInMemory(run::now, Duration.ZERO, Optional.empty(), 1);
    private final List<String> started = new ArrayList<>();

    private void hear(ImageId image, String region, String account, String state) {
        StartImageSync starter = new StartImageSync(
                run.plans(),
                (plan, which) -> {
                    started.add(plan + " " + which);
                    return "started";
                },
                run.plan().account(),
                run.plan().regions().recovery());
        starter.hear(new ImageEvent(new AccountId(account), new RegionName(region), image, state), primary);
    }

    private void hear(ImageId image) {
        hear(image, "us-east-1", run.plan().account().value(), "available");
    }

    private ImageId image(Duration age) {
        return primary.add(tier.image().tags(), run.now().minus(age), Optional.empty());
    }

    @Test
    void theNewestImageOfATierStartsTheCopying() {
        ImageId image = image(Duration.ofMinutes(1));
        hear(image);
        assertThat(started).containsExactly("shop " + image);
    }

    @Test
    void anOlderOneDoesNot() {
        ImageId old = image(Duration.ofDays(1));
        image(Duration.ofMinutes(1));
        hear(old);
        assertThat(started).isEmpty();
    }

    @Test
    void oneWithOtherTagsDoesNot() {
        ImageId foreign = primary.add(Map.of("Name", "somebody-else"), run.now(), Optional.empty());
        hear(foreign);
        assertThat(started).isEmpty();
    }

    @Test
    void theRunThatHasCreatedAnImageCopiesItItself() {
        ImageId own = image(Duration.ofMinutes(1));
        primary.mark(own, Image.MADE_FOR, "shop/web");
        hear(own);
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, 123456789012, available",
        "us-east-1, 999999999999, available",
        "us-east-1, 123456789012, failed",
        "us-east-1, 123456789012, pending"
    })
    void whatIsNotAnAvailableImageOfThePrimaryDoesNot(String region, String account, String state) {
        hear(image(Duration.ofMinutes(1)), region, account, state);
        assertThat(started).isEmpty();
    }

    @Test
    void theSampleIsRead() {
        assertThat(ImageEvent.read(Events.load("image-available")))
                .isEqualTo(new ImageEvent(
                        new AccountId("111111111111"),
                        new RegionName("us-east-1"),
                        new ImageId("ami-0123456789abcdef0"),
                        "available"));
    }

    @ParameterizedTest
    @CsvSource({"source, aws.s3", "detail-type, Scheduled Event", "region, nowhere at all", "account, nobody"})
    void anotherEventIsRefused(String field, String value) {
        JsonNode event = Events.load("image-available");
        ((ObjectNode) event).put(field, value);
        assertThatThrownBy(() -> ImageEvent.read(event)).isInstanceOf(RefusedException.class);
    }
}
