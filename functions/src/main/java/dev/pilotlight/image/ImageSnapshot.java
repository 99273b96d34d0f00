package dev.pilotlight.image;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A snapshot that holds a volume of an image.
 *
 * @param id like {@code snap-0123456789abcdef0}
 * @param startedAt when it was begun
 * @param progress in percent, when EC2 tells
 * @param key the ARN of the KMS key it is encrypted under; empty when it is not encrypted
 */
public record ImageSnapshot(String id, State state, Instant startedAt, OptionalInt progress, Optional<String> key) {
    public ImageSnapshot {
        requireNonNull(id);
        requireNonNull(state);
        requireNonNull(startedAt);
        requireNonNull(progress);
        requireNonNull(key);
    }

    /** What matters of a snapshot's state. */
    public enum State {
        /** Its bytes are on their way. */
        PENDING,
        /** All of it is there. */
        COMPLETED,
        /** It will never be complete. */
        FAILED
    }
}
