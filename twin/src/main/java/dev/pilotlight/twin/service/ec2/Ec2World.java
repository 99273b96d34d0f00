package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.RegionLife;
import dev.pilotlight.twin.service.Identifiers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the operations share: the Regions, and what stands behind them. */
record Ec2World(
        Map<String, Ec2Region> regions,
        Hypervisor hypervisor,
        Physics physics,
        RegionLife life,
        Identifiers identifiers) {

    Ec2World(Hypervisor hypervisor, Physics physics, RegionLife life, Identifiers identifiers) {
        this(new LinkedHashMap<>(), hypervisor, physics, life, identifiers);
    }

    /** A new id, for example of the kind {@code ami}. */
    String newId(String kind) {
        return kind + "-" + identifiers.hexadecimal(17);
    }

    Ec2Region region(String name) {
        return regions.computeIfAbsent(name, _ -> new Ec2Region());
    }

    Optional<Ec2Region> existing(String name) {
        return Optional.ofNullable(regions.get(name));
    }
}
