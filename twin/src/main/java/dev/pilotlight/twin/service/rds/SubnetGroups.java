package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** DescribeDBSubnetGroups. */
final class SubnetGroups {
    static final Set<String> DESCRIBE = Set.of("DBSubnetGroupName", "MaxRecords", "Marker");

    private final RdsWorld world;

    SubnetGroups(RdsWorld world) {
        this.world = world;
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Map<String, SubnetGroup> all = world.subnetGroups(context.region());
        Optional<String> wanted = parameters.text("DBSubnetGroupName");
        if (wanted.isPresent() && !all.containsKey(wanted.get())) {
            throw RdsErrors.noSuchSubnetGroup(wanted.get());
        }
        List<SubnetGroup> found = all.values().stream()
                .filter(group -> wanted.isEmpty() || wanted.get().equals(group.name()))
                .toList();
        return Records.of(found, parameters).answer("DBSubnetGroups", group -> item(group, context));
    }

    private static Xml item(SubnetGroup group, CallContext context) {
        return Xml.element(
                "DBSubnetGroup",
                Xml.text("DBSubnetGroupName", group.name()),
                Xml.text("DBSubnetGroupDescription", group.name()),
                Xml.text("DBSubnetGroupArn", context.arn("rds", "subgrp:" + group.name())),
                Xml.text("VpcId", group.vpcId()),
                Xml.text("SubnetGroupStatus", "Complete"),
                Xml.list("Subnets", group.subnets().entrySet(), SubnetGroups::subnet));
    }

    private static Xml subnet(Map.Entry<String, String> subnet) {
        return Xml.element(
                "Subnet",
                Xml.text("SubnetIdentifier", subnet.getKey()),
                Xml.element("SubnetAvailabilityZone", Xml.text("Name", subnet.getValue())),
                Xml.text("SubnetStatus", "Active"));
    }
}
