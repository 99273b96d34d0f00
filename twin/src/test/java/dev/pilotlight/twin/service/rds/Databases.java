package dev.pilotlight.twin.service.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.physics.DatabasePhysics;
import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.RdsException;

/** A global database with its primary in the east and a secondary in the west, called by the real SDK. */
final class Databases {
    static final String GLOBAL = "shop-global";
    static final String EAST_ARN = "arn:aws:rds:us-east-1:111111111111:cluster:shop-east";
    static final String WEST_ARN = "arn:aws:rds:us-west-2:111111111111:cluster:shop-west";
    static final String WEST_READER = "shop-west.cluster-ro-twin.us-west-2.rds.amazonaws.com";
    static final String WEST_WRITER = "shop-west.cluster-twin.us-west-2.rds.amazonaws.com";
    static final String EAST_WRITER = "shop-east.cluster-twin.us-east-1.rds.amazonaws.com";
    private static final Instant YESTERDAY = TestTwin.START.minus(Duration.ofDays(1));

    final Outages outages = new Outages();
    final RdsService service;
    final TestTwin twin;
    final RdsClient west;
    final RdsClient east;

    Databases(Physics physics, List<String> westInstances) {
        this(physics, westInstances, "16.6");
    }

    Databases(Physics physics, List<String> westInstances, String westVersion) {
        service = new RdsService(
                physics, outages, new Identifiers(), ModelledEngine.secondaries(physics.database(), outages));
        twin = new TestTwin(service);
        west = twin.client(RdsClient.builder(), TestTwin.WEST);
        east = twin.client(RdsClient.builder(), TestTwin.EAST);
        DatabasePhysics database = physics.database();
        ModelledEngine writer = ModelledEngine.writer(EAST_ARN, database, outages, YESTERDAY);
        ModelledEngine reader = ModelledEngine.reader(WEST_ARN, database, outages, writer);
        service.addCluster(definition(EAST_ARN, List.of("shop-east-1"), "16.6"), writer, YESTERDAY);
        service.addCluster(definition(WEST_ARN, westInstances, westVersion), reader, YESTERDAY);
        service.addGlobalCluster(GLOBAL, EAST_ARN, List.of(WEST_ARN));
    }

    Databases(Physics physics) {
        this(physics, List.of("shop-west-1"));
    }

    Databases() {
        this(Physics.defaults());
    }

    private static ClusterDefinition definition(String arn, List<String> instances, String version) {
        return new ClusterDefinition(
                arn, "aurora-postgresql", version, "shop", "shop_admin", "db.r7g.large", instances);
    }

    void pass(Duration time) {
        twin.timeline.advance(time);
    }

    Instant now() {
        return twin.timeline.now();
    }

    void strikeEast() {
        outages.strike(TestTwin.EAST, now());
    }

    void detach() {
        west.removeFromGlobalCluster(
                request -> request.globalClusterIdentifier(GLOBAL).dbClusterIdentifier(WEST_ARN));
    }

    void failOver() {
        west.failoverGlobalCluster(request -> request.globalClusterIdentifier(GLOBAL)
                .targetDbClusterIdentifier(WEST_ARN)
                .allowDataLoss(true));
    }

    GlobalCluster global() {
        return west.describeGlobalClusters(request -> request.globalClusterIdentifier(GLOBAL))
                .globalClusters()
                .getFirst();
    }

    GlobalClusterMember member(String arn) {
        return global().globalClusterMembers().stream()
                .filter(member -> member.dbClusterArn().equals(arn))
                .findFirst()
                .orElseThrow();
    }

    DBCluster westCluster() {
        return west.describeDBClusters(request -> request.dbClusterIdentifier("shop-west"))
                .dbClusters()
                .getFirst();
    }

    String westInstanceStatus() {
        return west.describeDBInstances(request -> request.dbInstanceIdentifier("shop-west-1"))
                .dbInstances()
                .getFirst()
                .dbInstanceStatus();
    }

    List<String> writers() {
        return service.writers(GLOBAL, now());
    }

    boolean westIsWritable() {
        return service.isWritable(TestTwin.WEST, WEST_WRITER, now());
    }

    static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RdsException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
