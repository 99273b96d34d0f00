package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on network ACLs. */
final class NetworkAcls {
    static final Set<String> DESCRIBE = Set.of("NetworkAclId", "Filter", "MaxResults", "NextToken", "DryRun");
    static final Set<String> CREATE = Set.of("VpcId", "TagSpecification", "ClientToken", "DryRun");
    static final Set<String> DELETE = Set.of("NetworkAclId", "DryRun");
    static final Set<String> CREATE_ENTRY = Set.of(
            "NetworkAclId", "RuleNumber", "Protocol", "RuleAction", "Egress", "CidrBlock", "PortRange", "DryRun");
    static final Set<String> DELETE_ENTRY = Set.of("NetworkAclId", "RuleNumber", "Egress", "DryRun");
    static final Set<String> REPLACE_ASSOCIATION = Set.of("AssociationId", "NetworkAclId", "DryRun");

    private final Ec2World world;

    NetworkAcls(Ec2World world) {
        this.world = world;
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        List<String> ids = parameters.list("NetworkAclId");
        ids.forEach(id -> acl(id, region));
        Requests.refuseDryRun(parameters);
        Filters<NetworkAcl> filters = new Filters<NetworkAcl>(acl -> region.tags.of(acl.id()))
                .by("network-acl-id", NetworkAcl::id)
                .by("vpc-id", NetworkAcl::vpcId)
                .byAny(
                        "association.association-id",
                        acl -> List.copyOf(acl.subnetsByAssociation().keySet()))
                .byAny(
                        "association.subnet-id",
                        acl -> List.copyOf(acl.subnetsByAssociation().values()));
        List<NetworkAcl> found = region.acls.values().stream()
                .filter(acl -> ids.isEmpty() || ids.contains(acl.id()))
                .filter(filters.asked(parameters))
                .toList();
        return Page.of(found, parameters).answer("networkAclSet", acl -> item("item", acl, region, context));
    }

    List<Xml> create(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        Ec2Region.Token token = new Ec2Region.Token(
                "CreateNetworkAcl", parameters.text("ClientToken").orElse(""));
        String id = region.remembered(token, parameters.all()).orElseGet(() -> created(parameters, region));
        if (!token.value().isEmpty()) {
            region.memories.putIfAbsent(token, new Ec2Region.Memory(parameters.all(), id));
        }
        return List.of(item("networkAcl", acl(id, region), region, context), Xml.text("clientToken", token.value()));
    }

    private String created(QueryParameters parameters, Ec2Region region) {
        String vpc = parameters.required("VpcId");
        if (!region.vpcs.containsKey(vpc)) {
            throw Ec2Errors.noSuchVpc(vpc);
        }
        Requests.refuseDryRun(parameters);
        String id = world.newId("acl");
        region.acls.put(id, new NetworkAcl(id, vpc));
        region.tags.put(id, Tags.specified(parameters, "network-acl"));
        return id;
    }

    List<Xml> delete(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        NetworkAcl acl = acl(parameters.required("NetworkAclId"), region);
        if (!acl.subnetsByAssociation().isEmpty()) {
            throw AwsError.badRequest(
                    "DependencyViolation", "The networkAcl '" + acl.id() + "' has dependencies and cannot be deleted.");
        }
        Requests.refuseDryRun(parameters);
        region.acls.remove(acl.id());
        region.tags.forget(acl.id());
        return Requests.done();
    }

    List<Xml> createEntry(QueryParameters parameters, CallContext context) {
        NetworkAcl acl = acl(parameters.required("NetworkAclId"), world.region(context.region()));
        NetworkAcl.Place place = place(parameters);
        if (acl.entries().containsKey(place)) {
            throw AwsError.badRequest(
                    "NetworkAclEntryAlreadyExists",
                    "The network acl entry identified by " + place.number() + " already exists.");
        }
        QueryParameters ports = parameters.structure("PortRange");
        NetworkAcl.Entry entry = new NetworkAcl.Entry(
                parameters.required("Protocol"),
                parameters.required("RuleAction").equals("allow"),
                parameters.required("CidrBlock"),
                ports.integer("From", -1),
                ports.integer("To", -1));
        Requests.refuseDryRun(parameters);
        acl.entries().put(place, entry);
        return Requests.done();
    }

    List<Xml> deleteEntry(QueryParameters parameters, CallContext context) {
        NetworkAcl acl = acl(parameters.required("NetworkAclId"), world.region(context.region()));
        NetworkAcl.Place place = place(parameters);
        if (!acl.entries().containsKey(place)) {
            throw AwsError.badRequest(
                    "InvalidNetworkAclEntry.NotFound",
                    "The network acl entry identified by " + place.number() + " does not exist.");
        }
        Requests.refuseDryRun(parameters);
        acl.entries().remove(place);
        return Requests.done();
    }

    List<Xml> replaceAssociation(QueryParameters parameters, CallContext context) {
        Ec2Region region = world.region(context.region());
        NetworkAcl target = acl(parameters.required("NetworkAclId"), region);
        String association = parameters.required("AssociationId");
        NetworkAcl holder = region.acls.values().stream()
                .filter(acl -> acl.subnetsByAssociation().containsKey(association))
                .findFirst()
                .orElseThrow(() -> AwsError.badRequest(
                        "InvalidAssociationID.NotFound", "The association ID '" + association + "' does not exist"));
        Requests.refuseDryRun(parameters);
        String subnet = holder.subnetsByAssociation().getOrDefault(association, "");
        holder.subnetsByAssociation().remove(association);
        String replacement = world.newId("aclassoc");
        target.subnetsByAssociation().put(replacement, subnet);
        return List.of(Xml.text("newAssociationId", replacement));
    }

    private static NetworkAcl acl(String id, Ec2Region region) {
        NetworkAcl acl = region.acls.get(id);
        if (acl == null) {
            throw Ec2Errors.noSuchAcl(id);
        }
        return acl;
    }

    private static NetworkAcl.Place place(QueryParameters parameters) {
        parameters.required("Egress");
        int number = parameters.integer("RuleNumber", 0);
        if (number < 1 || number >= NetworkAcl.LAST_RULE) {
            throw Ec2Errors.invalidValue(String.valueOf(number), "ruleNumber", "It must be between 1 and 32766.");
        }
        return new NetworkAcl.Place(parameters.flag("Egress"), number);
    }

    private static Xml item(String name, NetworkAcl acl, Ec2Region region, CallContext context) {
        return Xml.element(
                name,
                Xml.text("networkAclId", acl.id()),
                Xml.text("vpcId", acl.vpcId()),
                Xml.text("ownerId", context.account()),
                Xml.text("default", false),
                Xml.list("entrySet", acl.entries().entrySet(), NetworkAcls::entry),
                Xml.list(
                        "associationSet",
                        acl.subnetsByAssociation().entrySet(),
                        association -> Xml.element(
                                "item",
                                Xml.text("networkAclAssociationId", association.getKey()),
                                Xml.text("networkAclId", acl.id()),
                                Xml.text("subnetId", association.getValue()))),
                region.tags.xml(acl.id()));
    }

    private static Xml entry(Map.Entry<NetworkAcl.Place, NetworkAcl.Entry> each) {
        NetworkAcl.Entry entry = each.getValue();
        Xml item = Xml.element(
                "item",
                Xml.text("ruleNumber", each.getKey().number()),
                Xml.text("protocol", entry.protocol()),
                Xml.text("ruleAction", entry.allows() ? "allow" : "deny"),
                Xml.text("egress", each.getKey().egress()),
                Xml.text("cidrBlock", entry.cidr()));
        return entry.fromPort() < 0
                ? item
                : item.add(
                        Xml.element("portRange", Xml.text("from", entry.fromPort()), Xml.text("to", entry.toPort())));
    }
}
