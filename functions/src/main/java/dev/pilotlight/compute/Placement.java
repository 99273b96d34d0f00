package dev.pilotlight.compute;

import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.Tier;
import java.util.List;

/** A place where instances of a tier may be launched. */
record Placement(String instanceType, SubnetId subnet) {

    /** All places of a tier, the preferred ones first: the preferred type everywhere before the next type. */
    static List<Placement> of(Tier tier) {
        return tier.instanceTypes().stream()
                .flatMap(type -> tier.subnets().stream().map(subnet -> new Placement(type, subnet)))
                .toList();
    }

    @Override
    public String toString() {
        return instanceType + " in " + subnet;
    }
}
