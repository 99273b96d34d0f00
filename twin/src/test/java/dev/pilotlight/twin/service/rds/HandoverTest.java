package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.physics.DatabasePhysics;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.Throttling;
import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidGlobalClusterStateException;

class HandoverTest {
    private final Databases databases = new Databases();

    @Test
    void aManagedFailoverEndsWithTheTargetAsWriter() {
        databases.strikeEast();
        databases.failOver();
        assertThat(databases.global().failoverState().statusAsString()).isEqualTo("pending");
        databases.pass(Duration.ofSeconds(70));
        assertThat(databases.global().status()).isEqualTo("failing-over");
        assertThat(databases.global().failoverState().statusAsString()).isEqualTo("failing-over");
        assertThat(databases.global().failoverState().isDataLossAllowed()).isTrue();
        assertThat(databases.global().failoverState().toDbClusterArn()).isEqualTo(Databases.WEST_ARN);
        assertThat(databases.westCluster().status()).isEqualTo("promoting");
        assertThat(databases.member(Databases.WEST_ARN).isWriter()).isFalse();
        databases.pass(Duration.ofSeconds(230));
        assertThat(databases.global().status()).isEqualTo("available");
        assertThat(databases.global().failoverState()).isNull();
        assertThat(databases.member(Databases.WEST_ARN).isWriter()).isTrue();
        assertThat(databases.member(Databases.EAST_ARN).isWriter()).isFalse();
        assertThat(databases.westCluster().endpoint()).isEqualTo(Databases.WEST_WRITER);
        assertThat(databases.westIsWritable()).isTrue();
    }

    @Test
    void theOldPrimaryComesBackAsASecondary() {
        databases.strikeEast();
        databases.failOver();
        databases.pass(Duration.ofMinutes(10));
        assertThat(synchronisation()).isEqualTo("pending-resync");
        databases.outages.heal(TestTwin.EAST);
        assertThat(databases.writers()).containsExactly(Databases.WEST_ARN);
        databases.pass(Duration.ofMinutes(30));
        assertThat(synchronisation()).isEqualTo("connected");
        assertThat(databases.service.replicationLag(Databases.EAST_ARN, databases.now()))
                .contains(Duration.ofMillis(500));
    }

    @Test
    void aFenceThatFailsLeavesTheOldPrimaryWritingUntilTheEnd() {
        Databases unfenced = new Databases(Physics.defaults().withDatabase(DatabasePhysics::withoutFence));
        unfenced.failOver();
        unfenced.pass(Duration.ofMinutes(1));
        assertThat(unfenced.writers()).containsExactly(Databases.EAST_ARN);
        unfenced.pass(Duration.ofMinutes(4));
        assertThat(unfenced.writers()).containsExactly(Databases.WEST_ARN);
    }

    @Test
    void aSecondCallDuringAFailoverIsRefused() {
        databases.failOver();
        assertThatThrownBy(databases::failOver).isInstanceOf(InvalidGlobalClusterStateException.class);
        assertThatThrownBy(databases::detach).isInstanceOf(InvalidGlobalClusterStateException.class);
        databases.pass(Duration.ofMinutes(5));
        assertThatThrownBy(databases::failOver).isInstanceOf(InvalidDbClusterStateException.class);
        assertThat(databases.service.promotions(Databases.GLOBAL))
                .extracting("how")
                .containsExactly(Promotion.FAILOVER);
    }

    @Test
    void aFailoverThatIsGivenUpChangesNothingAndMakesRoomForADetach() {
        Databases unlucky = new Databases(
                Physics.defaults().withDatabase(database -> database.givingUpFailoversAfter(Duration.ofMinutes(20))));
        unlucky.strikeEast();
        unlucky.failOver();
        unlucky.pass(Duration.ofMinutes(19));
        assertThatThrownBy(unlucky::detach).isInstanceOf(InvalidGlobalClusterStateException.class);
        unlucky.pass(Duration.ofMinutes(1));
        assertThat(unlucky.global().failoverState()).isNull();
        assertThat(unlucky.member(Databases.WEST_ARN).isWriter()).isFalse();
        assertThat(unlucky.service.promotions(Databases.GLOBAL)).isEmpty();
        unlucky.detach();
        unlucky.pass(Duration.ofMinutes(5));
        assertThat(unlucky.westIsWritable()).isTrue();
    }

    @Test
    void aFailoverBetweenEngineVersionsIsRefused() {
        Databases mixed = new Databases(Physics.defaults(), List.of("shop-west-1"), "16.8");
        assertThatThrownBy(mixed::failOver)
                .isInstanceOf(InvalidGlobalClusterStateException.class)
                .hasMessageContaining("engine version");
        mixed.detach();
        assertThat(mixed.service.promotions(Databases.GLOBAL)).extracting("how").containsExactly(Promotion.DETACH);
    }

    @Test
    void omittingBothFlagsIsASwitchoverWhichLosesNothing() {
        databases.west.failoverGlobalCluster(request ->
                request.globalClusterIdentifier(Databases.GLOBAL).targetDbClusterIdentifier(Databases.WEST_ARN));
        databases.pass(Duration.ofSeconds(70));
        assertThat(databases.global().status()).isEqualTo("switching-over");
        databases.pass(Duration.ofSeconds(20));
        assertThat(databases.writers()).containsExactly(Databases.WEST_ARN);
        assertThat(databases.service.holdsUntil(Databases.WEST_ARN, TestTwin.START))
                .isEqualTo(TestTwin.START);
    }

    @Test
    void aSwitchoverNeedsAHealthyPrimary() {
        databases.strikeEast();
        assertThatThrownBy(() -> databases.west.switchoverGlobalCluster(
                        request -> request.globalClusterIdentifier(Databases.GLOBAL)
                                .targetDbClusterIdentifier(Databases.WEST_ARN)))
                .isInstanceOf(InvalidGlobalClusterStateException.class);
        assertThat(databases.service.promotions(Databases.GLOBAL)).isEmpty();
    }

    @Test
    void contradictingFlagsAreRefused() {
        Databases.assertRefused(
                () -> databases.west.failoverGlobalCluster(request -> request.globalClusterIdentifier(Databases.GLOBAL)
                        .targetDbClusterIdentifier(Databases.WEST_ARN)
                        .allowDataLoss(true)
                        .switchover(true)),
                "InvalidParameterCombination");
    }

    @Test
    void theDatabaseCanBeSwitchedHomeAgain() {
        databases.failOver();
        databases.pass(Duration.ofHours(1));
        databases.east.switchoverGlobalCluster(request ->
                request.globalClusterIdentifier(Databases.GLOBAL).targetDbClusterIdentifier(Databases.EAST_ARN));
        databases.pass(Duration.ofSeconds(90));
        assertThat(databases.writers()).containsExactly(Databases.EAST_ARN);
        assertThat(databases.westCluster().status()).isEqualTo("available");
        assertThat(databases.westCluster().endpoint()).isEqualTo(Databases.WEST_READER);
    }

    @Test
    void anUnplannedFailoverLeavesASnapshotThatCanBeKept() {
        databases.failOver();
        databases.pass(Duration.ofMinutes(5));
        String arn = databases
                .east
                .describeDBClusterSnapshots(request -> request.snapshotType("automated"))
                .dbClusterSnapshots()
                .getFirst()
                .dbClusterSnapshotArn();
        assertThat(arn).contains("rds:unplanned-global-failover-shop-east-");
        databases.west.copyDBClusterSnapshot(
                request -> request.sourceDBClusterSnapshotIdentifier(arn).targetDBClusterSnapshotIdentifier("kept"));
        databases.pass(Duration.ofMinutes(5));
        assertThat(databases.west.describeDBClusterSnapshots().dbClusterSnapshots())
                .singleElement()
                .satisfies(snapshot -> {
                    assertThat(snapshot.status()).isEqualTo("creating");
                    assertThat(snapshot.percentProgress()).isEqualTo(50);
                    assertThat(snapshot.sourceDBClusterSnapshotArn()).isEqualTo(arn);
                });
    }

    @Test
    void theSnapshotOfAPrimaryThatIsDownIsTakenWhenItIsBack() {
        databases.strikeEast();
        databases.failOver();
        databases.pass(Duration.ofHours(1));
        assertThat(databases.east.describeDBClusterSnapshots().dbClusterSnapshots())
                .isEmpty();
        databases.outages.heal(TestTwin.EAST);
        assertThat(databases.east.describeDBClusterSnapshots().dbClusterSnapshots())
                .singleElement()
                .satisfies(snapshot -> {
                    assertThat(snapshot.status()).isEqualTo("creating");
                    assertThat(snapshot.snapshotCreateTime()).isEqualTo(databases.now());
                });
    }

    @Test
    void aSnapshotTakesItsTimeAndItsNameOnce() {
        databases.east.createDBClusterSnapshot(
                request -> request.dbClusterIdentifier("shop-east").dbClusterSnapshotIdentifier("before"));
        Databases.assertRefused(
                () -> databases.east.createDBClusterSnapshot(
                        request -> request.dbClusterIdentifier("shop-east").dbClusterSnapshotIdentifier("before")),
                "DBClusterSnapshotAlreadyExistsFault");
        databases.pass(Duration.ofMinutes(2));
        assertThat(databases
                        .east
                        .describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier("before"))
                        .dbClusterSnapshots()
                        .getFirst()
                        .status())
                .isEqualTo("available");
    }

    @Test
    void tooManyRequestsAreThrottled() {
        Databases busy = new Databases(
                Physics.defaults().withThrottling(Throttling.none().with("rds:*", new Throttling.Bucket(1, 1))));
        busy.global();
        Databases.assertRefused(busy::global, "Throttling");
    }

    private String synchronisation() {
        return databases.member(Databases.EAST_ARN).synchronizationStatusAsString();
    }
}
