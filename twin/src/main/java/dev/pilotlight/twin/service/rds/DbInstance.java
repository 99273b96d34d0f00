package dev.pilotlight.twin.service.rds;

import java.time.Instant;
import java.util.Optional;

/**
 * One server of a cluster.
 *
 * @param availableFrom when it is ready to serve
 * @param goneFrom when nothing is left of it; empty while nobody has deleted it
 */
record DbInstance(
        String identifier,
        String instanceClass,
        String zone,
        Instant createdAt,
        Instant availableFrom,
        Optional<Instant> goneFrom) {

    DbInstance(String identifier, String instanceClass, String zone, Instant createdAt, Instant availableFrom) {
        this(identifier, instanceClass, zone, createdAt, availableFrom, Optional.empty());
    }

    boolean isAvailable(Instant now) {
        return !isDeleting() && !now.isBefore(availableFrom);
    }

    boolean isDeleting() {
        return goneFrom.isPresent();
    }

    boolean isGone(Instant now) {
        return goneFrom.filter(gone -> !now.isBefore(gone)).isPresent();
    }

    /** The same, with its end under way. */
    DbInstance deleted(Instant gone) {
        return new DbInstance(identifier, instanceClass, zone, createdAt, availableFrom, Optional.of(gone));
    }
}
