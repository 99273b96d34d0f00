package dev.pilotlight.plan;

import java.time.Duration;

/**
 * What the application promises.
 *
 * @param rto the longest acceptable time without service
 * @param rpo the longest acceptable span of lost writes
 */
public record Objectives(Duration rto, Duration rpo) {
    public Objectives {
        Durations.requirePositive(rto, "rto");
        Durations.requireNotNegative(rpo, "rpo");
    }
}
