package dev.pilotlight.drill;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SecurityGroupId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DbClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.ServerlessV2ScalingConfiguration;
import software.amazon.awssdk.services.rds.model.ServerlessV2ScalingConfigurationInfo;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A drill's databases in Amazon RDS of the recovery Region. Names are unique there, so a request whose answer was lost
 * is recognised by the error that the name is taken.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html">A
 *     restored cluster has no servers, and can be given some when it is available</a>
 */
final class RdsDrillDatabases implements DrillDatabases {
    static final String DRILL = "pilotlight:drill";

    private final RdsClient rds;

    RdsDrillDatabases(RdsClient rds) {
        this.rds = rds;
    }

    @Override
    public Stock of(PlanName plan) {
        try {
            List<Snapshot> snapshots = rds
                    .describeDBClusterSnapshotsPaginator(describe -> describe.snapshotType("manual"))
                    .dbClusterSnapshots()
                    .stream()
                    .filter(snapshot -> belongs(plan, snapshot.dbClusterSnapshotIdentifier(), snapshot.tagList()))
                    .map(snapshot -> new Snapshot(snapshot.dbClusterSnapshotIdentifier(), snapshot.status()))
                    .sorted(Comparator.comparing(Snapshot::name))
                    .toList();
            List<Cluster> clusters = rds.describeDBClustersPaginator().dbClusters().stream()
                    .filter(cluster -> belongs(plan, cluster.dbClusterIdentifier(), cluster.tagList()))
                    .map(this::cluster)
                    .sorted(Comparator.comparing(Cluster::name))
                    .toList();
            return new Stock(snapshots, clusters);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** Whatever does not carry both the name and the tag is somebody else's. */
    private static boolean belongs(PlanName plan, String name, List<Tag> tags) {
        return name.startsWith(PREFIX)
                && tags.stream()
                        .anyMatch(tag -> DRILL.equals(tag.key()) && plan.value().equals(tag.value()));
    }

    private Cluster cluster(DBCluster cluster) {
        List<Server> servers = rds
                .describeDBInstances(describe -> describe.filters(Filter.builder()
                        .name("db-cluster-id")
                        .values(cluster.dbClusterIdentifier())
                        .build()))
                .dbInstances()
                .stream()
                .map(server -> new Server(server.dbInstanceIdentifier(), server.dbInstanceStatus()))
                .sorted(Comparator.comparing(Server::name))
                .toList();
        return new Cluster(
                cluster.dbClusterIdentifier(), cluster.status(), cluster.endpoint() + ":" + cluster.port(), servers);
    }

    @Override
    public void snapshot(Permit permit, PlanName plan, Database source, String name) throws DrillRejectedException {
        permit.spendOn(Act.Kind.CREATE_DRILL_SNAPSHOT, name);
        try {
            rds.createDBClusterSnapshot(create -> create.dbClusterIdentifier(
                            source.recoveryCluster().identifier())
                    .dbClusterSnapshotIdentifier(name)
                    .tags(tags(permit, plan)));
        } catch (DbClusterSnapshotAlreadyExistsException there) {
            // An earlier request has worked: its name makes it unique.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void restore(Permit permit, PlanName plan, Database source, String name, List<SecurityGroupId> groups)
            throws DrillRejectedException {
        permit.spendOn(Act.Kind.RESTORE_DRILL_CLUSTER, name);
        try {
            DBCluster recovery = recovery(source);
            rds.restoreDBClusterFromSnapshot(restore -> restore.dbClusterIdentifier(name)
                    .snapshotIdentifier(name)
                    .engine(recovery.engine())
                    .engineVersion(recovery.engineVersion())
                    .dbSubnetGroupName(recovery.dbSubnetGroup())
                    .vpcSecurityGroupIds(
                            groups.stream().map(SecurityGroupId::value).toList())
                    .deletionProtection(false)
                    .serverlessV2ScalingConfiguration(capacity(recovery))
                    .tags(tags(permit, plan)));
        } catch (DbClusterAlreadyExistsException there) {
            // An earlier request has worked: its name makes it unique.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void createInstance(Permit permit, PlanName plan, Database source, String name)
            throws DrillRejectedException {
        permit.spendOn(Act.Kind.CREATE_DRILL_INSTANCE, name);
        try {
            DBCluster recovery = recovery(source);
            rds.createDBInstance(create -> create.dbInstanceIdentifier(name)
                    .dbClusterIdentifier(name)
                    .dbInstanceClass(instanceClass(source, recovery))
                    .engine(recovery.engine())
                    .tags(tags(permit, plan)));
        } catch (DbInstanceAlreadyExistsException there) {
            // An earlier request has worked: its name makes it unique.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deleteInstance(Permit permit, String name) {
        permit.spendOn(Act.Kind.DELETE_DRILL_INSTANCE, name);
        try {
            rds.deleteDBInstance(delete -> delete.dbInstanceIdentifier(ours(name)));
        } catch (DbInstanceNotFoundException gone) {
            // Nothing is left to delete.
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deleteCluster(Permit permit, String name) {
        permit.spendOn(Act.Kind.DELETE_DRILL_CLUSTER, name);
        try {
            rds.deleteDBCluster(delete -> delete.dbClusterIdentifier(ours(name)).skipFinalSnapshot(true));
        } catch (DbClusterNotFoundException gone) {
            // Nothing is left to delete.
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deleteSnapshot(Permit permit, String name) {
        permit.spendOn(Act.Kind.DELETE_DRILL_SNAPSHOT, name);
        try {
            rds.deleteDBClusterSnapshot(delete -> delete.dbClusterSnapshotIdentifier(ours(name)));
        } catch (DbClusterSnapshotNotFoundException gone) {
            // Nothing is left to delete.
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    /** The last line of defence: nothing that a drill has not made is deleted. */
    private static String ours(String name) {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException(name + " was not made by a drill; it is not deleted");
        }
        return name;
    }

    private DBCluster recovery(Database source) throws DrillRejectedException {
        return rds
                .describeDBClusters(describe ->
                        describe.dbClusterIdentifier(source.recoveryCluster().identifier()))
                .dbClusters()
                .stream()
                .findFirst()
                .orElseThrow(() -> new DrillRejectedException(source.recoveryCluster() + " does not exist"));
    }

    private String instanceClass(Database source, DBCluster recovery) {
        if (recovery.serverlessV2ScalingConfiguration() != null) {
            return "db.serverless";
        }
        return source.instanceClass()
                .or(() -> rds
                        .describeDBInstances(describe -> describe.filters(Filter.builder()
                                .name("db-cluster-id")
                                .values(recovery.dbClusterIdentifier())
                                .build()))
                        .dbInstances()
                        .stream()
                        .map(server -> server.dbInstanceClass())
                        .findFirst())
                .orElse("db.r6g.large");
    }

    /** Nothing for a cluster that has no capacity range. */
    private static @Nullable ServerlessV2ScalingConfiguration capacity(DBCluster recovery) {
        ServerlessV2ScalingConfigurationInfo range = recovery.serverlessV2ScalingConfiguration();
        return range == null
                ? null
                : ServerlessV2ScalingConfiguration.builder()
                        .minCapacity(range.minCapacity())
                        .maxCapacity(range.maxCapacity())
                        .build();
    }

    private static List<Tag> tags(Permit permit, PlanName plan) {
        return List.of(
                Tag.builder().key(DRILL).value(plan.value()).build(),
                Tag.builder()
                        .key("pilotlight:epoch")
                        .value(permit.epoch().toString())
                        .build());
    }

    /** A request that is wrong in the present state; anything else is translated as everywhere. */
    private static DrillRejectedException rejected(RdsException failure) {
        String code = AwsErrors.code(failure);
        boolean certain = failure.statusCode() < 500
                && (code.startsWith("Invalid") || code.contains("NotFound") || code.contains("QuotaExceeded"));
        if (certain) {
            return new DrillRejectedException(String.valueOf(failure.getMessage()));
        }
        throw AwsErrors.translate(failure);
    }
}
