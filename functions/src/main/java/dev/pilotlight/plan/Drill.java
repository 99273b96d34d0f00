package dev.pilotlight.plan;

import java.util.List;

/**
 * Where a drill may work.
 *
 * @param subnets subnets with closed egress, which production does not use
 * @param instanceProfile a profile of its own, so that a production image can neither consume queues nor send mail
 */
public record Drill(List<SubnetId> subnets, String instanceProfile, DrillDatabase database) {
    public Drill {
        subnets = List.copyOf(subnets);
        Form.require(!subnets.isEmpty(), "subnets is empty; name at least one subnet for drills");
        Form.requireText(instanceProfile, "instanceProfile");
    }
}
