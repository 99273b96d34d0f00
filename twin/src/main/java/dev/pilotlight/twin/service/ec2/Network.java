package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describing VPCs, subnets, security groups and Availability Zones. */
final class Network {
    static final Set<String> VPCS = Set.of("VpcId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> SUBNETS = Set.of("SubnetId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> GROUPS = Set.of("GroupId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> ZONES = Set.of("ZoneName", "Filter", "DryRun");

    private final Ec2World world;

    Network(Ec2World world) {
        this.world = world;
    }

    List<Xml> vpcs(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("VpcId");
        ids.stream().filter(id -> !region.vpcs.containsKey(id)).findFirst().ifPresent(id -> {
            throw Ec2Errors.noSuchVpc(id);
        });
        Filters<Vpc> filters = new Filters<Vpc>(vpc -> region.tags.of(vpc.id()))
                .by("vpc-id", Vpc::id)
                .by("cidr", Vpc::cidr)
                .by("state", _ -> "available");
        return page(ids, region.vpcs, filters, parameters)
                .answer(
                        "vpcSet",
                        vpc -> Xml.element(
                                "item",
                                Xml.text("vpcId", vpc.id()),
                                Xml.text("ownerId", context.account()),
                                Xml.text("state", "available"),
                                Xml.text("cidrBlock", vpc.cidr()),
                                Xml.text("isDefault", false),
                                region.tags.xml(vpc.id())));
    }

    List<Xml> subnets(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("SubnetId");
        ids.forEach(region::subnet);
        Filters<Subnet> filters = new Filters<Subnet>(subnet -> region.tags.of(subnet.id()))
                .by("subnet-id", Subnet::id)
                .by("vpc-id", Subnet::vpcId)
                .by("availability-zone", Subnet::zone)
                .by("cidr-block", Subnet::cidr)
                .by("state", _ -> "available");
        return page(ids, region.subnets, filters, parameters)
                .answer(
                        "subnetSet",
                        subnet -> Xml.element(
                                "item",
                                Xml.text("subnetId", subnet.id()),
                                Xml.text("subnetArn", context.arn("ec2", "subnet/" + subnet.id())),
                                Xml.text("ownerId", context.account()),
                                Xml.text("state", "available"),
                                Xml.text("vpcId", subnet.vpcId()),
                                Xml.text("cidrBlock", subnet.cidr()),
                                Xml.text("availableIpAddressCount", free(subnet, region)),
                                Xml.text("availabilityZone", subnet.zone()),
                                Xml.text("availabilityZoneId", Zones.id(subnet.zone())),
                                region.tags.xml(subnet.id())));
    }

    List<Xml> groups(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("GroupId");
        ids.stream().filter(id -> !region.groups.containsKey(id)).findFirst().ifPresent(id -> {
            throw Ec2Errors.noSuchGroup(id);
        });
        Filters<SecurityGroup> filters = new Filters<SecurityGroup>(group -> region.tags.of(group.id()))
                .by("group-id", SecurityGroup::id)
                .by("group-name", SecurityGroup::name)
                .by("vpc-id", SecurityGroup::vpcId);
        return page(ids, region.groups, filters, parameters)
                .answer(
                        "securityGroupInfo",
                        group -> Xml.element(
                                "item",
                                Xml.text("groupId", group.id()),
                                Xml.text("ownerId", context.account()),
                                Xml.text("groupName", group.name()),
                                Xml.text("groupDescription", group.description()),
                                Xml.text("vpcId", group.vpcId()),
                                Xml.list("ipPermissions", group.ingress(), Network::permission),
                                Xml.list("ipPermissionsEgress", group.egress(), rule -> egress(rule, context)),
                                region.tags.xml(group.id())));
    }

    List<Xml> zones(QueryParameters parameters, CallContext context) {
        List<String> names = parameters.list("ZoneName");
        Filters<String> filters = new Filters<String>(_ -> Map.of())
                .by("zone-name", zone -> zone)
                .by("zone-id", Zones::id)
                .by("region-name", _ -> context.region())
                .by("state", _ -> "available")
                .by("zone-type", _ -> "availability-zone");
        List<String> zones = Zones.of(context.region()).stream()
                .filter(zone -> names.isEmpty() || names.contains(zone))
                .filter(filters.asked(parameters))
                .toList();
        Requests.refuseDryRun(parameters);
        return List.of(Xml.list(
                "availabilityZoneInfo",
                zones,
                zone -> Xml.element(
                        "item",
                        Xml.text("zoneName", zone),
                        Xml.text("zoneId", Zones.id(zone)),
                        Xml.text("zoneState", "available"),
                        Xml.text("zoneType", "availability-zone"),
                        Xml.text("optInStatus", "opt-in-not-required"),
                        Xml.text("regionName", context.region()),
                        Xml.element("messageSet"))));
    }

    private static <T> Page<T> page(
            List<String> ids, Map<String, T> all, Filters<T> filters, QueryParameters parameters) {
        Requests.refuseDryRun(parameters);
        List<T> found = all.entrySet().stream()
                .filter(entry -> ids.isEmpty() || ids.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters);
    }

    private static Xml permission(SecurityGroup.Rule rule) {
        Xml range = Xml.element("item", Xml.text("cidrIp", rule.cidr()));
        return Xml.element(
                "item",
                Xml.text("ipProtocol", "tcp"),
                Xml.text("fromPort", rule.fromPort()),
                Xml.text("toPort", rule.toPort()),
                Xml.element("ipRanges", range));
    }

    private static Xml egress(SecurityGroup.Egress rule, CallContext context) {
        Xml target = switch (rule) {
            case SecurityGroup.Egress.ToAddresses addresses ->
                Xml.element("ipRanges", Xml.element("item", Xml.text("cidrIp", addresses.cidr())));
            case SecurityGroup.Egress.ToGroup group ->
                Xml.element(
                        "groups",
                        Xml.element("item", Xml.text("userId", context.account()), Xml.text("groupId", group.id())));
        };
        return Xml.element("item", Xml.text("ipProtocol", "-1"), target);
    }

    /** All addresses but the five that AWS keeps, and one for each instance there ever was. */
    private static long free(Subnet subnet, Ec2Region region) {
        int prefix = Integer.parseInt(subnet.cidr().substring(subnet.cidr().indexOf('/') + 1));
        long used = region.instances.values().stream()
                .filter(instance -> instance.launch().subnetId().equals(subnet.id()))
                .count();
        return (1L << (32 - prefix)) - 5 - used;
    }
}
