package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** After a detach a global database is built anew around the cluster that was detached. */
class RenewalTest {
    private final Databases databases = new Databases();

    private void detachAndLeave() {
        databases.detach();
        databases.pass(Duration.ofMinutes(10));
        databases.east.removeFromGlobalCluster(
                remove -> remove.globalClusterIdentifier(Databases.GLOBAL).dbClusterIdentifier(Databases.EAST_ARN));
        databases.pass(Duration.ofMinutes(1));
    }

    private void rename(String name) {
        databases.east.modifyDBCluster(modify -> modify.dbClusterIdentifier("shop-east")
                .newDBClusterIdentifier(name)
                .deletionProtection(true)
                .applyImmediately(true));
    }

    private void renew() {
        databases.west.deleteGlobalCluster(delete -> delete.globalClusterIdentifier(Databases.GLOBAL));
        databases.west.createGlobalCluster(create ->
                create.globalClusterIdentifier(Databases.GLOBAL).sourceDBClusterIdentifier(Databases.WEST_ARN));
    }

    private void addEast() {
        databases.east.createDBCluster(create -> create.dbClusterIdentifier("shop-east")
                .globalClusterIdentifier(Databases.GLOBAL)
                .engine("aurora-postgresql")
                .engineVersion("16.6"));
    }

    private DBCluster eastCluster(String name) {
        return databases
                .east
                .describeDBClusters(describe -> describe.dbClusterIdentifier(name))
                .dbClusters()
                .getFirst();
    }

    @Test
    void aGlobalClusterGoesOnlyWhenNobodyIsInIt() {
        Databases.assertRefused(
                () -> databases.west.deleteGlobalCluster(delete -> delete.globalClusterIdentifier(Databases.GLOBAL)),
                "InvalidGlobalClusterStateFault");
        detachAndLeave();
        databases.west.deleteGlobalCluster(delete -> delete.globalClusterIdentifier(Databases.GLOBAL));
        assertThat(databases.west.describeGlobalClusters().globalClusters()).isEmpty();
    }

    @Test
    void aMemberOfAGlobalClusterKeepsItsName() {
        Databases.assertRefused(() -> rename("shop-old"), "InvalidDBClusterStateFault");
    }

    @Test
    void aNewNameIsTakenAfterAWhileAndTheOldEndpointIsGone() {
        detachAndLeave();
        rename("shop-old");
        assertThat(eastCluster("shop-east").status()).isEqualTo("renaming");
        databases.pass(Duration.ofSeconds(70));
        assertThat(eastCluster("shop-old").endpoint()).startsWith("shop-old.");
        assertThat(eastCluster("shop-old").deletionProtection()).isTrue();
        Databases.assertRefused(() -> eastCluster("shop-east"), "DBClusterNotFoundFault");
        assertThat(databases.service.isWritable(TestTwin.EAST, Databases.EAST_WRITER, databases.now()))
                .isFalse();
    }

    @Test
    void aClusterThatIsAddedTakesItsTimeAndThenTakesOverWithoutALoss() {
        detachAndLeave();
        rename("shop-old");
        databases.pass(Duration.ofSeconds(70));
        renew();
        addEast();
        assertThat(eastCluster("shop-east").status()).isEqualTo("creating");
        assertThat(databases.member(Databases.EAST_ARN).synchronizationStatusAsString())
                .isEqualTo("pending-resync");
        databases.pass(Duration.ofMinutes(8));
        databases.east.createDBInstance(create -> create.dbInstanceIdentifier("shop-east-2")
                .dbClusterIdentifier("shop-east")
                .dbInstanceClass("db.r7g.large")
                .engine("aurora-postgresql"));
        databases.pass(Duration.ofMinutes(30));
        assertThat(databases.member(Databases.EAST_ARN).synchronizationStatusAsString())
                .isEqualTo("connected");
        databases.west.switchoverGlobalCluster(switchover ->
                switchover.globalClusterIdentifier(Databases.GLOBAL).targetDbClusterIdentifier(Databases.EAST_ARN));
        assertThat(databases.writers()).as("nobody writes meanwhile").isEmpty();
        databases.pass(Duration.ofMinutes(2));
        assertThat(databases.writers()).isEqualTo(List.of(Databases.EAST_ARN));
        assertThat(databases.service.replicationLag(Databases.WEST_ARN, databases.now()))
                .as("the old writer follows")
                .isPresent();
    }

    @Test
    void anotherVersionOrASecondClusterInTheRegionIsRefused() {
        Databases.assertRefused(this::addEast, "DBClusterAlreadyExistsFault");
        detachAndLeave();
        rename("shop-old");
        databases.pass(Duration.ofSeconds(70));
        renew();
        Databases.assertRefused(
                () -> databases.east.createDBCluster(create -> create.dbClusterIdentifier("shop-east")
                        .globalClusterIdentifier(Databases.GLOBAL)
                        .engine("aurora-postgresql")
                        .engineVersion("15.1")),
                "InvalidParameterCombination");
    }
}
