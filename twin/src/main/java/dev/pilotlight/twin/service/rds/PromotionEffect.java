package dev.pilotlight.twin.service.rds;

import java.time.Instant;

/**
 * A promotion that a call began: the effect, not the attempt.
 *
 * @param clusterArn what is promoted
 * @param at the moment of the call
 * @param principal who called
 */
public record PromotionEffect(
        String globalCluster, String clusterArn, Promotion how, Instant at, String principal, String requestId) {}
