package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.TestTwin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubnetGroupsTest {
    private final Databases databases = new Databases();

    @Test
    void aClusterLeadsToTheSubnetsOfItsServers() {
        databases.service.addSubnetGroup(
                TestTwin.WEST,
                new SubnetGroup("data", "vpc-00000001", Map.of("subnet-0000000a", "us-west-2a"), List.of("shop-west")));

        String group = databases.westCluster().dbSubnetGroup();

        assertThat(databases
                        .west
                        .describeDBSubnetGroups(request -> request.dbSubnetGroupName(group))
                        .dbSubnetGroups()
                        .getFirst()
                        .subnets())
                .extracting("subnetIdentifier")
                .containsExactly("subnet-0000000a");
        assertThat(databases.service.subnet(TestTwin.WEST, Databases.WEST_WRITER))
                .contains("subnet-0000000a");
    }

    @Test
    void anUnknownGroupHasItsOwnError() {
        Databases.assertRefused(
                () -> databases.west.describeDBSubnetGroups(request -> request.dbSubnetGroupName("none")),
                "DBSubnetGroupNotFoundFault");
    }
}
