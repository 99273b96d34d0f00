package dev.pilotlight.database;

import dev.pilotlight.plan.Database;
import java.time.Instant;
import java.util.List;

/** How far the recovery cluster is behind, as measured in the recovery Region. */
public interface ReplicationLag {

    /** The samples in a period of time, the newest first; there may be none. */
    List<Sample> samples(Database database, Instant from, Instant until);

    /**
     * One measurement.
     *
     * @param at the beginning of the minute it belongs to
     * @param millis how far behind in milliseconds; broken measurements are negative or not a number
     */
    record Sample(Instant at, double millis) {
        /** Whether it says anything. */
        public boolean usable() {
            return Double.isFinite(millis) && millis >= 0;
        }
    }
}
