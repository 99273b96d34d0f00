package dev.pilotlight.image;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.RegionName;
import java.nio.charset.StandardCharsets;
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
 * @param hardware what it boots on
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
        List<String> snapshots,
        Hardware hardware) {

    /** The tag that a copy carries once {@link Verification} has found nothing against it; its value is when. */
    public static final String VERIFIED = "pilotlight:verified";

    /** The tag that says what a copy is a copy of: {@code <Region>/<image>}. */
    static final String SOURCE = "pilotlight:source";

    /** The tag with the {@link #digest} of what it is a copy of. */
    static final String DIGEST = "pilotlight:digest";

    /** The tag of every image and snapshot that this software has made: {@code <plan>/<tier>}. */
    public static final String MADE_FOR = "pilotlight:image";

    /** Tags with this beginning are this software's own; copies never inherit them. */
    static final String OWN = "pilotlight:";

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
        requireNonNull(hardware);
    }

    /**
     * What an image is built for, in EC2's words.
     *
     * @param architecture like {@code arm64}
     * @param rootDeviceType {@code ebs} or {@code instance-store}
     * @param rootDeviceName like {@code /dev/xvda}
     */
    public record Hardware(String architecture, String rootDeviceType, String rootDeviceName) {}

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

    /**
     * Names what is in this image, as well as EC2 lets anyone read that: the image, when it was made, what it is built
     * for, and its snapshots, which never change. EC2 hands out no checksum of the bytes.
     *
     * @param region where this image lies
     * @return a SHA-256 in hexadecimal digits
     */
    String digest(RegionName region) {
        String all = String.join(
                "\n",
                region + "/" + id,
                createdAt.toString(),
                hardware.architecture(),
                hardware.rootDeviceType(),
                hardware.rootDeviceName(),
                String.join(" ", snapshots));
        return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    boolean carries(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(tag -> tag.getValue().equals(tags.get(tag.getKey())));
    }
}
