package dev.pilotlight.database;

import dev.pilotlight.plan.Database;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether metrics of a recovery cluster arrive at all. It tells a stream that has stopped from our own metrics being
 * late: the cluster reports this one whatever its primary does.
 */
@FunctionalInterface
public interface Heartbeat {

    /** When the cluster was last heard of in a period of time; empty when it was not. */
    Optional<Instant> last(Database database, Instant from, Instant until);
}
