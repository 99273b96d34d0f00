package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidGlobalClusterStateException;

class DetachTest {
    private final Databases databases = new Databases();

    @Test
    void everyRegionSeesTheSameMembers() {
        assertThat(databases.east.describeGlobalClusters().globalClusters())
                .isEqualTo(databases.west.describeGlobalClusters().globalClusters());
        GlobalClusterMember writer = databases.member(Databases.EAST_ARN);
        assertThat(writer.isWriter()).isTrue();
        assertThat(writer.readers()).containsExactly(Databases.WEST_ARN);
        GlobalClusterMember reader = databases.member(Databases.WEST_ARN);
        assertThat(reader.isWriter()).isFalse();
        assertThat(reader.synchronizationStatusAsString()).isEqualTo("connected");
        assertThat(reader.globalWriteForwardingStatusAsString()).isEqualTo("disabled");
    }

    @Test
    void aSecondaryIsAvailableButNotWritable() {
        assertThat(databases.westCluster().status()).isEqualTo("available");
        assertThat(databases.westCluster().endpoint()).isEqualTo(Databases.WEST_READER);
        assertThat(databases.westCluster().dbClusterMembers())
                .singleElement()
                .satisfies(member -> assertThat(member.isClusterWriter()).isFalse());
        assertThat(databases.service.isWritable(TestTwin.WEST, Databases.WEST_READER, databases.now()))
                .isFalse();
        assertThat(databases.service.isReadable(TestTwin.WEST, Databases.WEST_READER, databases.now()))
                .isTrue();
        assertThat(databases.service.isWritable(TestTwin.EAST, Databases.EAST_WRITER, databases.now()))
                .isTrue();
    }

    @Test
    void theStatusLagsBehindThePromotionAtBothEnds() {
        databases.detach();
        assertThat(databases.westCluster().status()).isEqualTo("available");
        databases.pass(Duration.ofSeconds(20));
        assertThat(databases.global().globalClusterMembers()).hasSize(1);
        databases.pass(Duration.ofSeconds(49));
        assertThat(databases.westCluster().status()).isEqualTo("available");
        assertThat(databases.westCluster().endpoint()).isEqualTo(Databases.WEST_READER);
        databases.pass(Duration.ofSeconds(1));
        assertThat(databases.westCluster().status()).isEqualTo("promoting");
        assertThat(databases.westInstanceStatus()).isEqualTo("rebooting");
        databases.pass(Duration.ofSeconds(229));
        assertThat(databases.westIsWritable()).isFalse();
        databases.pass(Duration.ofSeconds(1));
        assertThat(databases.westCluster().status()).isEqualTo("available");
        assertThat(databases.westInstanceStatus()).isEqualTo("available");
        assertThat(databases.westCluster().endpoint()).isEqualTo(Databases.WEST_WRITER);
        assertThat(databases.westCluster().readerEndpoint()).isEqualTo(Databases.WEST_READER);
        assertThat(databases.westCluster().dbClusterMembers().getFirst().isClusterWriter())
                .isTrue();
        assertThat(databases.westIsWritable()).isTrue();
    }

    @Test
    void theEndpointCanLagToo() {
        Databases slow = new Databases(Physics.defaults()
                .withDatabase(database -> database.withLags(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30))));
        slow.detach();
        slow.pass(Duration.ofMinutes(5));
        assertThat(slow.westIsWritable()).isTrue();
        assertThat(slow.westCluster().endpoint()).isEqualTo(Databases.WEST_READER);
        slow.pass(Duration.ofSeconds(30));
        assertThat(slow.westCluster().endpoint()).isEqualTo(Databases.WEST_WRITER);
    }

    @Test
    void theGlobalClusterStaysAvailableAndKeepsItsOldWriter() {
        databases.detach();
        assertThat(databases.global().status()).isEqualTo("available");
        assertThat(databases.global().failoverState()).isNull();
        databases.pass(Duration.ofMinutes(5));
        assertThat(databases.global().globalClusterMembers())
                .singleElement()
                .satisfies(member -> assertThat(member.isWriter()).isTrue());
        assertThat(databases.writers()).containsExactly(Databases.EAST_ARN, Databases.WEST_ARN);
    }

    @Test
    void aMemberThatIsGoneIsNotFoundInTheGlobalCluster() {
        databases.detach();
        assertThatThrownBy(databases::detach).isInstanceOf(InvalidDbClusterStateException.class);
        databases.pass(Duration.ofSeconds(20));
        assertThatThrownBy(databases::detach).hasMessageContaining("is not found in global cluster shop-global");
        Databases.assertRefused(databases::detach, "InvalidParameterValue");
        assertThat(databases.service.promotions(Databases.GLOBAL)).hasSize(1);
    }

    @Test
    void theWriterCannotLeaveWhileOthersRemain() {
        assertThatThrownBy(() -> databases.east.removeFromGlobalCluster(request ->
                        request.globalClusterIdentifier(Databases.GLOBAL).dbClusterIdentifier(Databases.EAST_ARN)))
                .isInstanceOf(InvalidGlobalClusterStateException.class);
    }

    @Test
    void whatIsNamedWronglyChangesNothing() {
        assertThatThrownBy(() -> databases.west.removeFromGlobalCluster(
                        request -> request.globalClusterIdentifier("other").dbClusterIdentifier(Databases.WEST_ARN)))
                .isInstanceOf(GlobalClusterNotFoundException.class);
        Databases.assertRefused(
                () -> databases.west.removeFromGlobalCluster(request ->
                        request.globalClusterIdentifier(Databases.GLOBAL).dbClusterIdentifier("shop-west")),
                "InvalidParameterValue");
        Databases.assertRefused(
                () -> databases.east.removeFromGlobalCluster(request ->
                        request.globalClusterIdentifier(Databases.GLOBAL).dbClusterIdentifier(Databases.WEST_ARN)),
                "DBClusterNotFoundFault");
        Databases.assertRefused(
                () -> databases.west.describeDBClusters(request -> request.dbClusterIdentifier("shop-east")),
                "DBClusterNotFoundFault");
        assertThat(databases.service.promotions(Databases.GLOBAL)).isEmpty();
    }

    @Test
    void whatTheDeadPrimaryHadNotSentIsLost() {
        databases.strikeEast();
        databases.pass(Duration.ofMinutes(1));
        assertThat(databases.service.replicationLag(Databases.WEST_ARN, databases.now()))
                .isEmpty();
        databases.detach();
        databases.pass(Duration.ofMinutes(5));
        assertThat(databases.service.holdsUntil(Databases.WEST_ARN, TestTwin.START))
                .isEqualTo(TestTwin.START.minusMillis(500));
        assertThat(databases.writers()).containsExactly(Databases.WEST_ARN);
    }

    @Test
    void aHeadlessClusterIsPromotedButServesOnlyWithAnInstance() {
        Databases headless = new Databases(Physics.defaults(), List.of());
        headless.detach();
        headless.pass(Duration.ofMinutes(5));
        assertThat(headless.westCluster().status()).isEqualTo("available");
        assertThat(headless.westIsWritable()).isFalse();
        headless.west.createDBInstance(request -> request.dbInstanceIdentifier("shop-west-1")
                .dbClusterIdentifier("shop-west")
                .dbInstanceClass("db.r7g.large")
                .engine("aurora-postgresql"));
        assertThat(headless.westInstanceStatus()).isEqualTo("creating");
        headless.pass(Duration.ofMinutes(8));
        assertThat(headless.westInstanceStatus()).isEqualTo("available");
        assertThat(headless.westIsWritable()).isTrue();
    }

    @Test
    void theDetachedClusterCanBeginANewGlobalDatabase() {
        databases.detach();
        Databases.assertRefused(() -> beginAgain(), "InvalidDBClusterStateFault");
        databases.pass(Duration.ofMinutes(5));
        beginAgain();
        assertThat(databases.westCluster().globalClusterIdentifier()).isEqualTo("shop-again");
        assertThat(databases.west.describeGlobalClusters().globalClusters()).hasSize(2);
    }

    private void beginAgain() {
        databases.west.createGlobalCluster(
                request -> request.globalClusterIdentifier("shop-again").sourceDBClusterIdentifier(Databases.WEST_ARN));
    }
}
