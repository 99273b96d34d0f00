package dev.pilotlight.plan;

import java.util.List;
import java.util.Optional;

/**
 * Where a drill may work, and what of it is checked.
 *
 * @param subnets subnets that production does not use
 * @param securityGroups what closes its instances and its databases off: nothing may lead out of them but to each
 *     other; without any there is no drill
 * @param instanceProfile a profile of its own, so that a production image can neither consume queues nor send mail
 * @param targetGroups target groups of a load balancer of its own
 * @param sites what is checked, as it answers there; none when only the boot is to be tried
 */
public record Drill(
        List<SubnetId> subnets,
        List<SecurityGroupId> securityGroups,
        String instanceProfile,
        DrillDatabase database,
        List<TargetGroupArn> targetGroups,
        List<Site> sites) {
    public Drill {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        targetGroups = List.copyOf(targetGroups);
        sites = List.copyOf(sites);
        Form.require(!subnets.isEmpty(), "subnets is empty; name at least one subnet for drills");
        Form.requireText(instanceProfile, "instanceProfile");
    }

    public Optional<Site> site(String name) {
        return sites.stream().filter(site -> site.name().equals(name)).findFirst();
    }
}
