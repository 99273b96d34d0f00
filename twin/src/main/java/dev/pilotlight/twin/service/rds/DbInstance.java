package dev.pilotlight.twin.service.rds;

import java.time.Instant;

/**
 * One server of a cluster.
 *
 * @param availableFrom when it is ready to serve
 */
record DbInstance(String identifier, String instanceClass, String zone, Instant createdAt, Instant availableFrom) {

    boolean isAvailable(Instant now) {
        return !now.isBefore(availableFrom);
    }
}
