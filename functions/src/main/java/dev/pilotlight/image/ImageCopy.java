package dev.pilotlight.image;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.Act;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.RegionName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One request for a copy.
 *
 * @param source the image in the other Region
 * @param from the other Region
 * @param name what the copy will be called
 * @param tags what the copy will carry, sorted by key
 * @param snapshotTags what its snapshots will carry, sorted by key
 * @param within the time that is paid for to have it done in; empty for the usual best effort
 * @param attempt equal for requests of which at most one copy may come
 */
public record ImageCopy(
        ImageId source,
        RegionName from,
        String name,
        SortedMap<String, String> tags,
        SortedMap<String, String> snapshotTags,
        Optional<Duration> within,
        String attempt) {
    public ImageCopy {
        requireNonNull(source);
        requireNonNull(from);
        requireNonNull(name);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        snapshotTags = Collections.unmodifiableSortedMap(new TreeMap<>(snapshotTags));
        requireNonNull(within);
        requireNonNull(attempt);
    }

    /** What the journal calls it. */
    public String target() {
        return from + "/" + source;
    }

    /**
     * The idempotency token, at most 128 characters. It does not depend on the run: a run that takes up where another
     * was killed asks for the very same copy, whether or not EC2 lists it yet.
     */
    public String token() {
        return "pilotlight-" + Digests.sha256(toString().getBytes(StandardCharsets.UTF_8));
    }

    Act act() {
        return new Act(Act.Kind.COPY_IMAGE, target(), token());
    }
}
