package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SubnetId;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Each tier's subnets exist, and have free addresses for all its instances. */
final class SubnetsCheck implements Check {
    private final AwsClients clients;

    SubnetsCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.SUBNETS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        Ec2Client ec2 = clients.ec2(plan.regions().recovery());
        Tiers.launched(plan).forEach(tier -> look(ec2, tier, tally));
        return tally.finding(Tiers.NONE);
    }

    private static void look(Ec2Client ec2, InstanceTier tier, Tally tally) {
        try {
            List<Subnet> subnets = ec2.describeSubnets(describe -> describe.subnetIds(
                            tier.subnets().stream().map(SubnetId::value).toList()))
                    .subnets();
            int free = subnets.stream()
                    .mapToInt(subnet -> subnet.availableIpAddressCount() == null ? 0 : subnet.availableIpAddressCount())
                    .sum();
            TreeSet<String> zones = new TreeSet<>();
            subnets.forEach(subnet -> zones.add(subnet.availabilityZone()));
            String told = tier.name() + ": " + free + " free addresses for " + tier.count() + " instances in " + zones;
            if (free >= tier.count()) {
                tally.ready(told);
            } else {
                tally.notReady(told, "free addresses, or name more subnets for the tier");
            }
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).startsWith("InvalidSubnetID")) {
                throw failure;
            }
            tally.notReady(
                    tier.name() + ": " + failure.awsErrorDetails().errorMessage(),
                    "correct the tier's subnets in the plan");
        }
    }
}
