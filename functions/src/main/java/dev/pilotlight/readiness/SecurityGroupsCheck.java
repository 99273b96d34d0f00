package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import java.time.Instant;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Each tier's security groups exist, in the network of its subnets: a launch takes them only together. */
final class SecurityGroupsCheck implements Check {
    private final AwsClients clients;

    SecurityGroupsCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.SECURITY_GROUPS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        Ec2Client ec2 = clients.ec2(plan.regions().recovery());
        Tiers.launched(plan).stream()
                .filter(tier -> !tier.securityGroups().isEmpty())
                .forEach(tier -> look(ec2, tier, tally));
        return tally.finding("no tier names a security group");
    }

    private static void look(Ec2Client ec2, InstanceTier tier, Tally tally) {
        TreeSet<String> networks = new TreeSet<>();
        try {
            ec2.describeSecurityGroups(describe -> describe.groupIds(tier.securityGroups().stream()
                            .map(SecurityGroupId::value)
                            .toList()))
                    .securityGroups()
                    .forEach(group -> networks.add(group.vpcId()));
            ec2.describeSubnets(describe -> describe.subnetIds(
                            tier.subnets().stream().map(SubnetId::value).toList()))
                    .subnets()
                    .forEach(subnet -> networks.add(subnet.vpcId()));
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).startsWith("Invalid")) {
                throw failure;
            }
            tally.notReady(
                    tier.name() + ": " + failure.awsErrorDetails().errorMessage(),
                    "correct the tier's securityGroups in the plan");
            return;
        }
        if (networks.size() == 1) {
            tally.ready(tier.name() + ": " + tier.securityGroups() + " in " + networks.first());
        } else {
            tally.notReady(
                    tier.name() + ": groups and subnets lie in different networks, " + networks,
                    "name groups of the network that the tier's subnets lie in");
        }
    }
}
