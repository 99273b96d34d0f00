package dev.pilotlight.fence;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.step.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Subnet;

/** The database subnets through Amazon EC2 and RDS of the primary Region. */
final class VpcDatabaseNetwork implements DatabaseNetwork {
    private static final String PLAN = "pilotlight:plan";
    private static final String EPOCH = "pilotlight:epoch";

    /** What RDS, and nobody else, is called as the requester of an interface. */
    private static final String DATABASES = "amazon-rds";

    private final Ec2Client ec2;
    private final RdsClient rds;

    VpcDatabaseNetwork(AwsClients clients, RegionName primary) {
        this.ec2 = clients.ec2(primary);
        this.rds = clients.rds(primary);
    }

    @Override
    public List<SubnetId> subnets(List<ClusterArn> clusters) {
        SortedSet<SubnetId> subnets = new TreeSet<>();
        try {
            for (ClusterArn cluster : clusters) {
                String group = group(cluster);
                if (group.isEmpty()) {
                    return List.of();
                }
                rds.describeDBSubnetGroups(describe -> describe.dbSubnetGroupName(group)).dbSubnetGroups().stream()
                        .flatMap(described -> described.subnets().stream())
                        .map(Subnet::subnetIdentifier)
                        .forEach(subnet -> subnets.add(new SubnetId(subnet)));
            }
            return List.copyOf(subnets);
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private String group(ClusterArn cluster) {
        return rds
                .describeDBClusters(describe -> describe.dbClusterIdentifier(cluster.identifier()))
                .dbClusters()
                .stream()
                .map(DBCluster::dbSubnetGroup)
                .filter(group -> group != null)
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Gate> gates(List<SubnetId> subnets) {
        SortedMap<SubnetId, Gate> gates = new TreeMap<>();
        List<String> wanted = subnets.stream().map(SubnetId::value).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            ec2
                    .describeNetworkAclsPaginator(describe -> describe.filters(filter("association.subnet-id", wanted)))
                    .networkAcls()
                    .stream()
                    .flatMap(acl -> gates(acl, wanted).stream())
                    .forEach(gate -> gates.put(gate.subnet(), gate));
            return List.copyOf(gates.values());
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private static List<Gate> gates(NetworkAcl acl, List<String> wanted) {
        List<Gate> gates = new ArrayList<>();
        boolean closed = acl.entries().stream().noneMatch(entry -> entry.ruleAction() != RuleAction.DENY);
        for (NetworkAclAssociation association : acl.associations()) {
            if (wanted.contains(association.subnetId())) {
                gates.add(new Gate(
                        new SubnetId(association.subnetId()),
                        acl.vpcId(),
                        association.networkAclAssociationId(),
                        new NetworkAclId(acl.networkAclId()),
                        closed));
            }
        }
        return gates;
    }

    @Override
    public List<String> neighbours(List<SubnetId> subnets) {
        List<String> wanted = subnets.stream().map(SubnetId::value).toList();
        try {
            return ec2
                    .describeNetworkInterfacesPaginator(describe -> describe.filters(filter("subnet-id", wanted)))
                    .networkInterfaces()
                    .stream()
                    .filter(each -> !DATABASES.equals(each.requesterId()))
                    .map(each -> each.networkInterfaceId())
                    .sorted()
                    .toList();
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public SortedMap<NetworkAclId, String> created(PlanName plan, Epoch epoch) {
        SortedMap<NetworkAclId, String> created = new TreeMap<>();
        try {
            ec2.describeNetworkAclsPaginator(describe -> describe.filters(
                            filter("tag:" + PLAN, List.of(plan.value())),
                            filter("tag:" + EPOCH, List.of(epoch.toString()))))
                    .networkAcls()
                    .forEach(acl -> created.put(new NetworkAclId(acl.networkAclId()), acl.vpcId()));
            return created;
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public NetworkAclId create(Permit permit, PlanName plan, Epoch epoch, String vpc) {
        permit.spendOn(Act.Kind.CREATE_NETWORK_ACL, vpc);
        try {
            String id = ec2.createNetworkAcl(create -> create.vpcId(vpc)
                            .clientToken(permit.act().token())
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.NETWORK_ACL)
                                    .tags(
                                            tag("Name", plan + "-fence"),
                                            tag(EPOCH, epoch.toString()),
                                            tag(PLAN, plan.value()))
                                    .build()))
                    .networkAcl()
                    .networkAclId();
            return new NetworkAclId(id);
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public void move(Permit permit, Gate gate, NetworkAclId to) throws NetworkChangedException {
        Act.Kind kind = permit.act().kind() == Act.Kind.REOPEN_SUBNET ? Act.Kind.REOPEN_SUBNET : Act.Kind.CLOSE_SUBNET;
        permit.spendOn(kind, gate.subnet().value());
        try {
            ec2.replaceNetworkAclAssociation(
                    replace -> replace.associationId(gate.association()).networkAclId(to.value()));
        } catch (Ec2Exception failure) {
            switch (AwsErrors.code(failure)) {
                case "InvalidAssociationID.NotFound", "InvalidNetworkAclID.NotFound" ->
                    throw new NetworkChangedException(
                            gate.subnet() + " could not be put behind " + to + ": " + failure.getMessage());
                default -> throw PrimaryErrors.named(AwsErrors.translate(failure));
            }
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    @Override
    public void delete(Permit permit, NetworkAclId acl) throws NetworkChangedException {
        permit.spendOn(Act.Kind.DELETE_NETWORK_ACL, acl.value());
        try {
            ec2.deleteNetworkAcl(delete -> delete.networkAclId(acl.value()));
        } catch (Ec2Exception failure) {
            switch (AwsErrors.code(failure)) {
                case "InvalidNetworkAclID.NotFound" -> {
                    // An earlier request has worked; it had been described before.
                }
                case "DependencyViolation" ->
                    throw new NetworkChangedException("a subnet is behind " + acl + ": " + failure.getMessage());
                default -> throw PrimaryErrors.named(AwsErrors.translate(failure));
            }
        } catch (SdkException failure) {
            throw PrimaryErrors.named(AwsErrors.translate(failure));
        }
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
