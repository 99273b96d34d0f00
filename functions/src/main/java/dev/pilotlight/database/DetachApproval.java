package dev.pilotlight.database;

import dev.pilotlight.plan.Database;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a person has agreed that a cluster is detached although its managed failover has begun: the one question that
 * may be asked after the point of no return (S4).
 */
@FunctionalInterface
public interface DetachApproval {

    /**
     * What stands against it.
     *
     * @param begunAt when the managed failover was asked for
     * @return empty when a person has said yes; otherwise what the step is to answer, which makes the machine ask
     */
    Optional<Outcome> missing(Database database, Instant begunAt);
}
