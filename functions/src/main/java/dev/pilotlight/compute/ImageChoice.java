package dev.pilotlight.compute;

import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.Optional;

/** Which image a tier is launched from: the newest verified copy that carries its tags, while it is young enough. */
final class ImageChoice {
    private final Images images;
    private final Instant now;

    ImageChoice(Images images, Instant now) {
        this.images = images;
        this.now = now;
    }

    /** The newest verified copy, whatever its age. */
    Optional<Image> newest(InstanceTier tier) {
        return images.tagged(tier.image().tags()).stream()
                .filter(Image::verified)
                .findFirst();
    }

    /** Why a tier cannot be launched from what was found; empty when it can. */
    Optional<Outcome.Refused> against(InstanceTier tier, Optional<Image> newest) {
        if (newest.isPresent() && !newest.get().isOlderThan(tier.image().maxAge(), now)) {
            return Optional.empty();
        }
        String found = newest.map(image -> "the newest verified copy, " + image.id() + ", is from "
                        + image.createdAt() + ", which is longer ago than "
                        + tier.image().maxAge())
                .orElse("no verified copy carries the tags " + tier.image().tags());
        return Optional.of(new Outcome.Refused(
                Guard.NO_USABLE_IMAGE,
                "tier " + tier.name() + ": " + found,
                "run the sync-images machine while the primary Region answers; otherwise raise maxAge in the plan"));
    }
}
