package dev.pilotlight.twin.physics;

import java.time.Instant;
import java.util.Optional;

/** Which Regions are alive: whether instances and databases there run. */
@FunctionalInterface
public interface RegionLife {

    /** Since when the Region is down; empty while it is alive. */
    Optional<Instant> downSince(String region);

    default boolean isAlive(String region) {
        return downSince(region).isEmpty();
    }

    /** A world without outages. */
    static RegionLife undisturbed() {
        return region -> Optional.empty();
    }
}
