package dev.pilotlight.compute;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.SubnetId;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where instances of a tier may be launched.
 *
 * @param reserved whether only the tier's own capacity reservation may be used there
 */
record Placement(String instanceType, SubnetId subnet, boolean reserved) {

    /**
     * All places of a tier, the preferred ones first: what is reserved before anything else, and the preferred type
     * everywhere before the next type. Without a reservation in the plan EC2 itself uses an open one that matches.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationSpecification.html">Capacity
     *     reservation preferences</a>
     */
    static List<Placement> of(InstanceTier tier) {
        List<Placement> places = new ArrayList<>();
        if (tier.reservation().isPresent()) {
            addAll(places, tier, true);
        }
        addAll(places, tier, false);
        return places;
    }

    private static void addAll(List<Placement> places, InstanceTier tier, boolean reserved) {
        for (String type : tier.instanceTypes()) {
            tier.subnets().forEach(subnet -> places.add(new Placement(type, subnet, reserved)));
        }
    }

    @Override
    public String toString() {
        return instanceType + " in " + subnet + (reserved ? " from the reservation" : "");
    }
}
