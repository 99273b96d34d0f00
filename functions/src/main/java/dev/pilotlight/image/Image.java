package dev.pilotlight.image;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One machine image, as EC2 describes it.
 *
 * @param why EC2's reason for its state, when it gives one
 * @param source the image it was copied from
 * @param sourceRegion the Region it was copied from
 * @param tags sorted by key
 * @param snapshots the snapshots that hold its volumes
 */
public record Image(
        ImageId id,
        String name,
        State state,
        Optional<String> why,
        Instant createdAt,
        Optional<ImageId> source,
        Optional<RegionName> sourceRegion,
        SortedMap<String, String> tags,
        List<String> snapshots) {

    /** The tag that a copy carries once its state and its origin were checked. */
    public static final String VERIFIED = "pilotlight:verified";

    public Image {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(state);
        requireNonNull(why);
        requireNonNull(createdAt);
        requireNonNull(source);
        requireNonNull(sourceRegion);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        snapshots = List.copyOf(snapshots);
    }

    /** What matters of an image's state. */
    public enum State {
        /** It is being made; nothing can boot from it yet. */
        PENDING,
        /** Instances can boot from it. */
        AVAILABLE,
        /** Nothing will ever boot from it. */
        UNUSABLE
    }

    public boolean available() {
        return state == State.AVAILABLE;
    }

    /** Whether instances may boot from it in a failover: it is available, and was verified after it was copied. */
    public boolean verified() {
        return available() && tags.containsKey(VERIFIED);
    }

    public boolean isOlderThan(Duration age, Instant now) {
        return createdAt.plus(age).isBefore(now);
    }

    boolean carries(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(tag -> tag.getValue().equals(tags.get(tag.getKey())));
    }
}
