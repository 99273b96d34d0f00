package dev.pilotlight.twin.service.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an image's bytes come into being.
 *
 * @param imageId whose bytes they are
 * @param region where they will lie
 * @param sourceRegion where they are read; the same Region when an image is made of a machine
 * @param key the KMS key they are encrypted with; empty for the default
 * @param at when it began
 * @param within the time that was paid for to have them there; empty for best effort
 */
public record ArtifactBirth(
        String imageId, String region, String sourceRegion, String key, Instant at, Optional<Duration> within) {

    /** Bytes that come when they come. */
    public ArtifactBirth(String imageId, String region, String sourceRegion, String key, Instant at) {
        this(imageId, region, sourceRegion, key, at, Optional.empty());
    }
}
