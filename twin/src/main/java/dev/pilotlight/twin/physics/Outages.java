package dev.pilotlight.twin.physics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The outages of one twin, as its scenario strikes and heals them. */
public final class Outages implements RegionLife {
    private final Map<String, Instant> downSince = new ConcurrentSkipListMap<>();

    /** Everything that runs in the Region stops; striking again changes nothing. */
    public void strike(String region, Instant now) {
        downSince.putIfAbsent(region, now);
    }

    /** The Region is back, with what it held. */
    public void heal(String region) {
        downSince.remove(region);
    }

    @Override
    public Optional<Instant> downSince(String region) {
        return Optional.ofNullable(downSince.get(region));
    }
}
