package dev.pilotlight.twin.service.ec2;

import java.time.Instant;
import java.util.Locale;

/**
 * An AMI of one Region.
 *
 * @param snapshotId of its root volume
 * @param origin where it came from
 * @param encrypted whether its snapshot is
 * @param visibleFrom describes do not show it before
 */
record Image(
        String id,
        String name,
        String description,
        Instant createdAt,
        Artifact artifact,
        String snapshotId,
        Origin origin,
        boolean encrypted,
        Instant visibleFrom) {

    /** Where an image came from; the parts that do not apply are empty. */
    record Origin(String instanceId, String imageId, String region) {
        static Origin unknown() {
            return new Origin("", "", "");
        }
    }

    /** As the API writes it. */
    enum State {
        PENDING,
        AVAILABLE,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Image encryptedNow() {
        return new Image(id, name, description, createdAt, artifact, snapshotId, origin, true, visibleFrom);
    }

    State state(Instant now) {
        return switch (artifact.state(now)) {
            case Artifact.Pending _ -> State.PENDING;
            case Artifact.Complete _ -> State.AVAILABLE;
            case Artifact.Failed _ -> State.FAILED;
        };
    }
}
