package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** DescribeNetworkInterfaces: those of instances that are not terminated, and those that RDS has made. */
final class NetworkInterfaces {
    static final Set<String> DESCRIBE = Set.of("NetworkInterfaceId", "Filter", "MaxResults", "NextToken", "DryRun");

    private final Ec2World world;

    NetworkInterfaces(Ec2World world) {
        this.world = world;
    }

    /**
     * One interface.
     *
     * @param instance the id of the instance it belongs to; empty for a database's
     */
    private record Interface(String id, String subnetId, String vpcId, String instance) {
        boolean managed() {
            return instance.isEmpty();
        }

        String description() {
            return managed() ? "RDSNetworkInterface" : "";
        }

        String requester() {
            return managed() ? "amazon-rds" : "";
        }
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("NetworkInterfaceId");
        Filters<Interface> filters = new Filters<Interface>(_ -> Map.of())
                .by("network-interface-id", Interface::id)
                .by("subnet-id", Interface::subnetId)
                .by("vpc-id", Interface::vpcId)
                .by("description", Interface::description)
                .by("requester-id", Interface::requester)
                .by("requester-managed", each -> Boolean.toString(each.managed()));
        Requests.refuseDryRun(parameters);
        List<Interface> found = all(region, context).stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters).answer("networkInterfaceSet", each -> item(each, context));
    }

    private static List<Interface> all(Ec2Region region, CallContext context) {
        List<Interface> all = new ArrayList<>();
        region.databaseInterfaces.forEach((id, subnet) -> all.add(new Interface(id, subnet.id(), subnet.vpcId(), "")));
        region.instances.values().stream()
                .filter(instance -> instance.guest().state(context.now()) != GuestState.TERMINATED)
                .map(instance -> new Interface(
                        instance.id().replaceFirst("^i-", "eni-"),
                        instance.launch().subnetId(),
                        instance.reservation().vpcId(),
                        instance.id()))
                .forEach(all::add);
        return all;
    }

    private static Xml item(Interface each, CallContext context) {
        Xml item = Xml.element(
                "item",
                Xml.text("networkInterfaceId", each.id()),
                Xml.text("subnetId", each.subnetId()),
                Xml.text("vpcId", each.vpcId()),
                Xml.text("description", each.description()),
                Xml.text("ownerId", context.account()),
                Xml.text("requesterManaged", each.managed()),
                Xml.text("status", "in-use"),
                Xml.text("interfaceType", "interface"));
        return each.managed()
                ? item.add(Xml.text("requesterId", each.requester()))
                : item.add(Xml.element(
                        "attachment", Xml.text("instanceId", each.instance()), Xml.text("status", "attached")));
    }
}
