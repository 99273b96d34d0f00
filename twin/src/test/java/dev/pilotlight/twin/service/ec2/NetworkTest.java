package dev.pilotlight.twin.service.ec2;

import static dev.pilotlight.twin.service.ec2.Datacentre.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class NetworkTest {
    private final Datacentre datacentre = new Datacentre();

    @Test
    void theNetworkIsDescribed() {
        assertThat(datacentre.west.describeVpcs().vpcs())
                .extracting("cidrBlock")
                .containsExactly("10.0.0.0/16");
        assertThat(datacentre
                        .west
                        .describeSubnets(request -> request.filters(filter("vpc-id", "vpc-00000001")))
                        .subnets())
                .extracting("availabilityZone")
                .containsExactly("us-west-2a", "us-west-2b");
        assertThat(datacentre
                        .west
                        .describeSubnets(request -> request.subnetIds("subnet-0000000a"))
                        .subnets()
                        .getFirst()
                        .availableIpAddressCount())
                .isEqualTo(251);
        assertThat(datacentre
                        .west
                        .describeSecurityGroups(request -> request.groupIds("sg-00000001"))
                        .securityGroups()
                        .getFirst()
                        .ipPermissions()
                        .getFirst()
                        .ipRanges())
                .extracting("cidrIp")
                .containsExactly("0.0.0.0/0");
        assertThat(datacentre.west.describeAvailabilityZones().availabilityZones())
                .extracting("zoneId")
                .containsExactly("usw2-az1", "usw2-az2", "usw2-az3");
    }

    @Test
    void aGroupLetsEverythingOutUnlessItSaysWhere() {
        SecurityGroup.Egress inside = new SecurityGroup.Egress.ToGroup("sg-00000001");
        datacentre.service.addSecurityGroup(
                Datacentre.WEST,
                new SecurityGroup("sg-00000009", "vpc-00000001", "closed", "", List.of(), List.of(inside)));
        List<software.amazon.awssdk.services.ec2.model.SecurityGroup> groups =
                datacentre.west.describeSecurityGroups().securityGroups();

        assertThat(groups.getFirst().ipPermissionsEgress().getFirst().ipRanges())
                .extracting("cidrIp")
                .containsExactly("0.0.0.0/0");
        assertThat(groups.getLast().ipPermissionsEgress().getFirst().userIdGroupPairs())
                .extracting("groupId")
                .containsExactly("sg-00000001");
    }

    @Test
    void whatIsMissingHasItsOwnError() {
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeVpcs(request -> request.vpcIds("vpc-0f")), "InvalidVpcID.NotFound");
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeSubnets(request -> request.subnetIds("subnet-0f")),
                "InvalidSubnetID.NotFound");
        LaunchesTest.assertRefused(
                () -> datacentre.west.describeSecurityGroups(request -> request.groupIds("sg-0f")),
                "InvalidGroup.NotFound");
    }

    @Test
    void aDenyingRuleFencesASubnetUntilItIsDeleted() {
        String acl = acl().networkAclId();
        datacentre.west.createNetworkAclEntry(request -> request.networkAclId(acl)
                .ruleNumber(1)
                .protocol("6")
                .portRange(range -> range.from(5432).to(5432))
                .cidrBlock("0.0.0.0/0")
                .ruleAction(RuleAction.DENY)
                .egress(false));
        assertThat(allows(5432)).isFalse();
        assertThat(allows(80)).isTrue();
        assertThat(acl().entries()).hasSize(5);
        datacentre.west.deleteNetworkAclEntry(
                request -> request.networkAclId(acl).ruleNumber(1).egress(false));
        assertThat(allows(5432)).isTrue();
    }

    @Test
    void aSubnetCanBeMovedToAnAclThatDeniesEverything() {
        datacentre.service.addNetworkAcl(Datacentre.WEST, "acl-0f", "vpc-00000001");
        String association = acl().associations().getFirst().networkAclAssociationId();
        datacentre.west.replaceNetworkAclAssociation(
                request -> request.associationId(association).networkAclId("acl-0f"));
        assertThat(allows(80)).isFalse();
        LaunchesTest.assertRefused(
                () -> datacentre.west.replaceNetworkAclAssociation(
                        request -> request.associationId(association).networkAclId("acl-0f")),
                "InvalidAssociationID.NotFound");
    }

    @Test
    void aNewAclDeniesEverythingAndIsCreatedOnceForOneToken() {
        NetworkAcl created = create();

        assertThat(create().networkAclId()).isEqualTo(created.networkAclId());
        assertThat(created.entries()).allMatch(entry -> entry.ruleAction() == RuleAction.DENY);
        assertThat(datacentre
                        .west
                        .describeNetworkAcls(request -> request.filters(filter("tag:pilotlight:plan", "shop")))
                        .networkAcls())
                .extracting("networkAclId")
                .containsExactly(created.networkAclId());
    }

    @Test
    void anAclIsDeletedOnceNoSubnetIsBehindIt() {
        String original = acl().networkAclId();
        String denying = create().networkAclId();
        datacentre.west.replaceNetworkAclAssociation(
                request -> request.associationId(association()).networkAclId(denying));
        LaunchesTest.assertRefused(
                () -> datacentre.west.deleteNetworkAcl(request -> request.networkAclId(denying)),
                "DependencyViolation");

        datacentre.west.replaceNetworkAclAssociation(
                request -> request.associationId(association()).networkAclId(original));
        datacentre.west.deleteNetworkAcl(request -> request.networkAclId(denying));

        assertThat(allows(80)).isTrue();
        LaunchesTest.assertRefused(
                () -> datacentre.west.deleteNetworkAcl(request -> request.networkAclId(denying)),
                "InvalidNetworkAclID.NotFound");
    }

    @Test
    void interfacesTellWhoIsInASubnet() {
        datacentre.service.addDatabaseInterface(Datacentre.WEST, "subnet-0000000b");
        datacentre.launch(request -> {});

        assertThat(datacentre
                        .west
                        .describeNetworkInterfaces(request -> request.filters(filter("subnet-id", "subnet-0000000b")))
                        .networkInterfaces())
                .extracting("requesterId", "requesterManaged")
                .containsExactly(tuple("amazon-rds", true));
        assertThat(datacentre
                        .west
                        .describeNetworkInterfaces(request -> request.filters(filter("subnet-id", "subnet-0000000a")))
                        .networkInterfaces())
                .extracting("requesterManaged")
                .containsExactly(false);
    }

    private NetworkAcl create() {
        return datacentre
                .west
                .createNetworkAcl(request -> request.vpcId("vpc-00000001")
                        .clientToken("shop-1")
                        .tagSpecifications(Datacentre.tagged(ResourceType.NETWORK_ACL, "pilotlight:plan", "shop")))
                .networkAcl();
    }

    private String association() {
        return acl().associations().stream()
                .filter(each -> each.subnetId().equals("subnet-0000000a"))
                .findFirst()
                .orElseThrow()
                .networkAclAssociationId();
    }

    private NetworkAcl acl() {
        return datacentre
                .west
                .describeNetworkAcls(request -> request.filters(filter("association.subnet-id", "subnet-0000000a")))
                .networkAcls()
                .getFirst();
    }

    private boolean allows(int port) {
        return datacentre.service.networkAllows(Datacentre.WEST, "subnet-0000000a", false, port);
    }
}
