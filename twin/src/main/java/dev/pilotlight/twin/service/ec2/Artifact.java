package dev.pilotlight.twin.service.ec2;

import java.time.Instant;

/** The bytes of an image or of its snapshot. */
public interface Artifact {

    State state(Instant now);

    /** Gives up the bytes; discarding again changes nothing. */
    void discard();

    /** How far the bytes are. */
    sealed interface State {}

    /**
     * Still coming.
     *
     * @param percent 0 to 99
     */
    record Pending(int percent) implements State {}

    /**
     * All there.
     *
     * @param checksum equal for equal bytes
     */
    record Complete(String checksum) implements State {}

    /** Never coming. */
    record Failed(String reason) implements State {}
}
