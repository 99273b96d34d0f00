package dev.pilotlight.twin.service.ec2;

import java.time.Instant;

/**
 * The snapshot of an image's root volume; it outlives the image.
 *
 * @param key the KMS key it is encrypted under; empty when it is not encrypted
 */
record Snapshot(String id, String imageId, String description, Instant startedAt, Artifact artifact, String key) {

    Snapshot under(String other) {
        return new Snapshot(id, imageId, description, startedAt, artifact, other);
    }

    boolean encrypted() {
        return !key.isEmpty();
    }

    String state(Instant now) {
        return switch (artifact.state(now)) {
            case Artifact.Pending _ -> "pending";
            case Artifact.Complete _ -> "completed";
            case Artifact.Failed _ -> "error";
        };
    }

    String progress(Instant now) {
        return switch (artifact.state(now)) {
            case Artifact.Pending pending -> pending.percent() + "%";
            case Artifact.Complete _ -> "100%";
            case Artifact.Failed _ -> "0%";
        };
    }
}
