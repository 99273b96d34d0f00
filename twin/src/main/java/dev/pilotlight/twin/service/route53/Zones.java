package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.wire.AwsError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All hosted zones. */
final class Zones {
    private final SortedMap<String, HostedZone> zones = new TreeMap<>();

    synchronized void put(HostedZone zone) {
        zones.put(zone.id(), zone);
    }

    synchronized List<HostedZone> all() {
        return List.copyOf(zones.values());
    }

    /**
     * A zone by its id.
     *
     * @throws AwsError {@code NoSuchHostedZone}
     */
    synchronized HostedZone zone(String id) {
        HostedZone zone = zones.get(id);
        if (zone == null) {
            throw new AwsError(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
        }
        return zone;
    }

    /** The zone that speaks for a name: the one with the longest name of its own. */
    synchronized Optional<HostedZone> authority(DnsName name) {
        return zones.values().stream()
                .filter(zone -> name.isWithin(zone.name()))
                .max(Comparator.comparingInt(zone -> zone.name().value().length()));
    }
}
