package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** A snapshot of a secondary, a cluster that is restored from it, and the end of both. */
class RestoreTest {
    private static final String RESTORED = "shop-drill.cluster-twin.us-west-2.rds.amazonaws.com";
    private static final Tag DRILL = Tag.builder().key("drill").value("shop").build();

    private final Databases databases = new Databases();

    private void snapshot() {
        databases.west.createDBClusterSnapshot(create -> create.dbClusterIdentifier("shop-west")
                .dbClusterSnapshotIdentifier("before")
                .tags(DRILL));
        databases.pass(Duration.ofMinutes(2));
    }

    private void restore() {
        databases.west.restoreDBClusterFromSnapshot(restore -> restore.dbClusterIdentifier("shop-drill")
                .snapshotIdentifier("before")
                .engine("aurora-postgresql")
                .vpcSecurityGroupIds("sg-00000002")
                .tags(DRILL));
    }

    private void createInstance() {
        databases.west.createDBInstance(create -> create.dbInstanceIdentifier("shop-drill-1")
                .dbClusterIdentifier("shop-drill")
                .dbInstanceClass("db.r7g.large")
                .engine("aurora-postgresql")
                .tags(DRILL));
    }

    private DBCluster restored() {
        return databases
                .west
                .describeDBClusters(describe -> describe.dbClusterIdentifier("shop-drill"))
                .dbClusters()
                .getFirst();
    }

    @Test
    void aRestoredClusterStandsAloneAndTakesWritesOnceItHasAServer() {
        Instant taken = databases.now();
        snapshot();
        restore();
        assertThat(restored().status()).isEqualTo("creating");
        Databases.assertRefused(this::createInstance, "InvalidDBClusterStateFault");

        databases.pass(Duration.ofMinutes(10));
        createInstance();
        databases.pass(Duration.ofMinutes(8));

        assertThat(restored().status()).isEqualTo("available");
        assertThat(restored().tagList()).containsExactly(DRILL);
        assertThat(restored().vpcSecurityGroups())
                .extracting("vpcSecurityGroupId")
                .containsExactly("sg-00000002");
        assertThat(databases.service.isWritable(TestTwin.WEST, RESTORED, databases.now()))
                .isTrue();
        assertThat(databases.service.holdsUntil(restored().dbClusterArn(), databases.now()))
                .isBetween(taken.minusSeconds(1), databases.now());
        assertThat(databases.writers()).containsExactly(Databases.EAST_ARN);
        assertThat(databases.global().globalClusterMembers()).hasSize(2);
    }

    @Test
    void nothingIsRestoredFromASnapshotThatIsNotThereYet() {
        Databases.assertRefused(this::restore, "DBClusterSnapshotNotFoundFault");
        databases.west.createDBClusterSnapshot(
                create -> create.dbClusterIdentifier("shop-west").dbClusterSnapshotIdentifier("before"));

        Databases.assertRefused(this::restore, "InvalidDBClusterSnapshotStateFault");
        Databases.assertRefused(
                () -> databases.west.deleteDBClusterSnapshot(delete -> delete.dbClusterSnapshotIdentifier("before")),
                "InvalidDBClusterSnapshotStateFault");
    }

    @Test
    void everythingCanBeDeletedFromTheServerToTheSnapshot() {
        List<String> before = databases.service.everything(TestTwin.WEST, databases.now());
        snapshot();
        restore();
        databases.pass(Duration.ofMinutes(10));
        createInstance();
        databases.pass(Duration.ofMinutes(8));
        Databases.assertRefused(this::deleteCluster, "InvalidDBClusterStateFault");

        databases.west.deleteDBInstance(delete -> delete.dbInstanceIdentifier("shop-drill-1"));
        deleteCluster();
        databases.west.deleteDBClusterSnapshot(delete -> delete.dbClusterSnapshotIdentifier("before"));
        assertThat(restored().status()).isEqualTo("deleting");
        databases.pass(Duration.ofMinutes(3));

        Databases.assertRefused(this::restored, "DBClusterNotFoundFault");
        assertThat(databases.service.everything(TestTwin.WEST, databases.now())).isEqualTo(before);
    }

    @Test
    void aMemberOfAGlobalDatabaseIsNotDeleted() {
        databases.west.deleteDBInstance(delete -> delete.dbInstanceIdentifier("shop-west-1"));

        Databases.assertRefused(
                () -> databases.west.deleteDBCluster(
                        delete -> delete.dbClusterIdentifier("shop-west").skipFinalSnapshot(true)),
                "InvalidDBClusterStateFault");
    }

    @Test
    void aRestoredClusterUsesTheSubnetsOfItsGroup() {
        databases.service.addSubnetGroup(
                TestTwin.WEST, new SubnetGroup("data", "vpc-1", Map.of("subnet-0a", "us-west-2a"), List.of()));
        snapshot();
        databases.west.restoreDBClusterFromSnapshot(restore -> restore.dbClusterIdentifier("shop-drill")
                .snapshotIdentifier("before")
                .engine("aurora-postgresql")
                .dbSubnetGroupName("data"));

        assertThat(restored().dbSubnetGroup()).isEqualTo("data");
        List<DBClusterSnapshot> snapshots =
                databases.west.describeDBClusterSnapshots(describe -> {}).dbClusterSnapshots();
        assertThat(snapshots).extracting("tagList").containsExactly(List.of(DRILL));
    }

    private void deleteCluster() {
        databases.west.deleteDBCluster(
                delete -> delete.dbClusterIdentifier("shop-drill").skipFinalSnapshot(true));
    }
}
