package dev.pilotlight.twin.service.ec2;

import java.time.Instant;

/**
 * How an image's bytes come into being.
 *
 * @param imageId whose bytes they are
 * @param region where they will lie
 * @param sourceRegion where they are read; the same Region when an image is made of a machine
 * @param key the KMS key they are encrypted with; empty for the default
 * @param at when it began
 */
public record ArtifactBirth(String imageId, String region, String sourceRegion, String key, Instant at) {}
