package dev.pilotlight.plan;

import java.util.List;

/**
 * Machines of one kind.
 *
 * @param name unique in the plan
 * @param instanceTypes in order of preference
 * @param subnets in order of preference, in several Availability Zones
 * @param count how many are wanted
 * @param minimum how many are enough to move the traffic
 * @param instanceProfile the name of the profile the instances run with
 * @param after the names of the tiers that must be up before this one
 */
public record Tier(
        String name,
        TierKind kind,
        ImageSelection image,
        List<String> instanceTypes,
        List<SubnetId> subnets,
        int count,
        int minimum,
        List<SecurityGroupId> securityGroups,
        String instanceProfile,
        List<TargetGroupArn> targetGroups,
        List<String> after) {
    public Tier {
        Form.requireName(name, "the tier's name");
        instanceTypes = List.copyOf(instanceTypes);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        targetGroups = List.copyOf(targetGroups);
        after = List.copyOf(after);
        Form.require(!instanceTypes.isEmpty(), "instanceTypes is empty; name at least one type");
        Form.require(!subnets.isEmpty(), "subnets is empty; name at least one subnet of the recovery Region");
        Form.require(count >= 1, "count is " + count + "; at least one instance is needed");
        Form.require(
                minimum >= 1 && minimum <= count,
                "minimum is " + minimum + "; it must be between 1 and the count " + count);
        Form.requireText(instanceProfile, "instanceProfile");
    }
}
