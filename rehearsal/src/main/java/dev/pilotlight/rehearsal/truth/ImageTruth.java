package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.twin.service.ec2.GuestState;
import dev.pilotlight.twin.world.Twin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of one Region, seen from outside. */
public final class ImageTruth {
    private static final String MADE_TAG = "pilotlight:image";
    private static final String VERIFIED_TAG = "pilotlight:verified";

    private final Map<String, Map<String, String>> images;
    private final List<String> used;
    private final boolean copied;

    /** @param copied whether images are brought to this Region, and are good only once they were verified */
    ImageTruth(Twin twin, String region, boolean copied) {
        this.images = twin.ec2().images(region);
        this.used = used(twin, region);
        this.copied = copied;
    }

    private static List<String> used(Twin twin, String region) {
        Instant now = twin.timeline().now();
        return twin.ec2().instances(region).stream()
                .filter(sight -> sight.guest().state(now) != GuestState.TERMINATED)
                .map(sight -> sight.launch().imageId())
                .toList();
    }

    /** Whether an image is registered. */
    public boolean has(String image) {
        return images.containsKey(image);
    }

    /** Whether an image carries the mark of what this software has made. */
    public boolean isMarked(String image) {
        return Optional.ofNullable(images.get(image))
                .filter(tags -> tags.containsKey(MADE_TAG))
                .isPresent();
    }

    /** Whether an instance was launched from an image and is not gone. */
    public boolean isUsed(String image) {
        return used.contains(image);
    }

    /** How many images a tier could be launched from. */
    public long good(InstanceTier tier) {
        return images.values().stream()
                .filter(tags -> tags.entrySet().containsAll(tier.image().tags().entrySet()))
                .filter(tags -> !copied || tags.containsKey(VERIFIED_TAG))
                .count();
    }
}
