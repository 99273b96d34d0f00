package dev.pilotlight.readiness;

import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.image.Verification;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The KMS keys under which the newest images are encrypted are enabled: without them nothing boots. */
final class ImageKeysCheck implements Check {
    private final Images images;
    private final Verification verification;

    ImageKeysCheck(Images images, Verification verification) {
        this.images = images;
        this.verification = verification;
    }

    @Override
    public Topic topic() {
        return Topic.IMAGE_KEYS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        newest(plan).forEach(image -> look(image, tally));
        return tally.finding("no image is encrypted");
    }

    private Stream<Image> newest(Plan plan) {
        return Tiers.launched(plan).stream()
                .flatMap(tier -> images.tagged(tier.image().tags()).stream()
                        .filter(Image::verified)
                        .limit(1))
                .distinct();
    }

    private void look(Image image, Tally tally) {
        List<String> keys = List.copyOf(verification.keys(image));
        List<String> flaws = keys.isEmpty() ? List.of() : verification.keyFlaws(image);
        flaws.forEach(flaw -> tally.notReady(
                image.id() + " " + flaw,
                "enable the key or cancel its deletion, or copy the image under a key that exists: start sync-images;"
                        + " no instance boots without it"));
        if (flaws.isEmpty() && !keys.isEmpty()) {
            tally.ready(image.id() + ": " + String.join(", ", keys) + " is enabled");
        }
    }
}
