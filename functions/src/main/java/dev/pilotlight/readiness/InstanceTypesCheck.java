package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SubnetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Each tier's preferred type is offered in a zone of its subnets, and no type is offered in none of them. */
final class InstanceTypesCheck implements Check {
    private final AwsClients clients;

    InstanceTypesCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.INSTANCE_TYPES;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        Ec2Client ec2 = clients.ec2(plan.regions().recovery());
        Tiers.launched(plan).forEach(tier -> look(ec2, tier, tally));
        return tally.finding(Tiers.NONE);
    }

    private static void look(Ec2Client ec2, InstanceTier tier, Tally tally) {
        Set<String> zones = zones(ec2, tier);
        TreeSet<String> offered = new TreeSet<>();
        ec2.describeInstanceTypeOfferingsPaginator(describe -> describe.locationType(LocationType.AVAILABILITY_ZONE)
                        .filters(filter("instance-type", tier.instanceTypes()), filter("location", List.copyOf(zones))))
                .instanceTypeOfferings()
                .forEach(offer -> offered.add(offer.instanceTypeAsString()));
        List<String> nowhere = new ArrayList<>(tier.instanceTypes());
        nowhere.removeAll(offered);
        if (nowhere.isEmpty()) {
            tally.ready(tier.name() + ": " + tier.instanceTypes() + " are offered in " + zones);
        } else {
            tally.notReady(
                    tier.name() + ": " + nowhere + " is offered nowhere in " + zones,
                    "name types that are offered there, or subnets in other zones");
        }
    }

    private static Set<String> zones(Ec2Client ec2, InstanceTier tier) {
        TreeSet<String> zones = new TreeSet<>();
        try {
            ec2
                    .describeSubnets(describe -> describe.subnetIds(
                            tier.subnets().stream().map(SubnetId::value).toList()))
                    .subnets()
                    .stream()
                    .map(Subnet::availabilityZone)
                    .forEach(zones::add);
        } catch (Ec2Exception failure) {
            if (!AwsErrors.code(failure).startsWith("InvalidSubnetID")) {
                throw failure;
            }
        }
        return zones;
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
