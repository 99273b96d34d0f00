package dev.pilotlight.rehearsal.world;

import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.twin.service.autoscaling.Machines;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.ec2.SecurityGroup;
import dev.pilotlight.twin.service.ec2.Subnet;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a plan's tiers run in one Region: subnets, security groups, load balancers and scaling groups. */
final class Ground {
    private static final Set<String> BALANCED =
            Set.of(Walkthrough.PRIMARY_TARGETS, Walkthrough.RECOVERY_TARGETS, Walkthrough.DRILL_TARGETS);
    private static final String IMAGE = "ami-00000000000008001";
    private static final int HTTP = 80;

    private final Twin twin;
    private final String region;
    private final String network;
    private int subnets;

    /** @param network the number of the Region's network in the walk-through, 1 at home and 2 in the recovery Region */
    private Ground(Twin twin, String region, String network) {
        this.twin = twin;
        this.region = region;
        this.network = network;
    }

    static Ground atHome(Twin twin) {
        return new Ground(twin, Walkthrough.PRIMARY, "1");
    }

    static Ground inRecovery(Twin twin) {
        return new Ground(twin, Walkthrough.RECOVERY, "2");
    }

    /** Adds what a tier names. */
    void prepare(Tier tier) {
        tier.targetGroups().forEach(group -> balancer(group, tier.name()));
        switch (tier) {
            case InstanceTier launched -> {
                launched.subnets().forEach(this::subnet);
                launched.securityGroups().forEach(this::visited);
            }
            case ScalingTier scaling -> group(scaling);
        }
    }

    /** Adds what a drill names. */
    void prepare(Drill drill) {
        drill.targetGroups().forEach(group -> balancer(group, "drill"));
        drill.subnets().forEach(this::subnet);
        drill.securityGroups().forEach(this::closed);
    }

    private String ofTheWalkthrough(String kind, String which) {
        return kind + "-00000000000000" + network + which;
    }

    private String vpc() {
        return ofTheWalkthrough("vpc", "01");
    }

    private String block() {
        return "10." + network + ".";
    }

    private void group(ScalingTier tier) {
        Instant now = twin.timeline().now();
        twin.ec2()
                .addImage(
                        region,
                        IMAGE,
                        "image of scaling groups",
                        ModelledHypervisor.complete("modelled:group"),
                        Map.of(),
                        now);
        Machines.Template template = new Machines.Template(
                IMAGE,
                "m7g.large",
                ofTheWalkthrough("subnet", "01"),
                region + "a",
                ofTheWalkthrough("sg", "01"),
                tier.name());
        twin.scaling().add(region, tier.group(), template, 0, tier.count(), now);
    }

    private void visited(SecurityGroupId group) {
        if (!group.value().startsWith("sg-00000000000000")) {
            SecurityGroup.Rule visitors = new SecurityGroup.Rule(HTTP, HTTP, "0.0.0.0/0");
            twin.ec2()
                    .addSecurityGroup(
                            region,
                            new SecurityGroup(group.value(), vpc(), "application", "Visitors", List.of(visitors)));
        }
    }

    private void closed(SecurityGroupId group) {
        SecurityGroup.Rule checks = new SecurityGroup.Rule(HTTP, HTTP, block() + "0.0/16");
        twin.ec2()
                .addSecurityGroup(
                        region,
                        new SecurityGroup(
                                group.value(),
                                vpc(),
                                "drill",
                                "Leads nowhere",
                                List.of(checks),
                                List.of(new SecurityGroup.Egress.ToGroup(group.value()))));
    }

    /** Subnets lie in two zones in turn, for a plan does not say where they are. */
    private void subnet(SubnetId id) {
        if (!id.value().startsWith("subnet-00000000000000")) {
            String zone = region + (subnets++ % 2 == 0 ? "a" : "b");
            twin.ec2().addSubnet(region, new Subnet(id.value(), vpc(), zone, block() + (100 + subnets) + ".0/24"));
        }
    }

    private void balancer(TargetGroupArn group, String name) {
        if (!BALANCED.contains(group.value())) {
            twin.balancers().add(group.value(), name + "." + region + ".elb.amazonaws.com", HTTP);
        }
    }
}
