package dev.pilotlight.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Single EC2 instances, launched by this software.
 *
 * @param instanceTypes in order of preference
 * @param subnets in order of preference, in several Availability Zones
 * @param instanceProfile the name of the profile the instances run with
 * @param reservation capacity that is paid for already and used before any other; without one, whatever open
 *     reservation matches is used first
 */
public record InstanceTier(
        String name,
        ImageSelection image,
        List<String> instanceTypes,
        List<SubnetId> subnets,
        int count,
        int minimum,
        List<SecurityGroupId> securityGroups,
        String instanceProfile,
        List<TargetGroupArn> targetGroups,
        List<String> after,
        Optional<CapacityReservation> reservation)
        implements Tier {
    public InstanceTier {
        Form.requireName(name, "the tier's name");
        instanceTypes = List.copyOf(instanceTypes);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        targetGroups = List.copyOf(targetGroups);
        after = List.copyOf(after);
        Form.require(!instanceTypes.isEmpty(), "instanceTypes is empty; name at least one type");
        Form.require(!subnets.isEmpty(), "subnets is empty; name at least one subnet of the recovery Region");
        Tier.requireCounts(count, minimum);
        Form.requireText(instanceProfile, "instanceProfile");
    }

    /** The same, for which an image may be so much older. */
    InstanceTier withImagesOlderBy(Duration longer) {
        return new InstanceTier(
                name,
                image.olderBy(longer),
                instanceTypes,
                subnets,
                count,
                minimum,
                securityGroups,
                instanceProfile,
                targetGroups,
                after,
                reservation);
    }
}
