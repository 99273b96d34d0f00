package dev.pilotlight.failback;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DbClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.GlobalClusterAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.ServerlessV2ScalingConfiguration;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Aurora's clusters through Amazon RDS of both Regions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-attaching.html">Adding
 *     an AWS Region to a global database</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">Switchovers,
 *     which are asked for in the Region of the present writer</a>
 */
final class AuroraHomeDatabases implements HomeDatabases {
    private static final String OWN_TAGS = "pilotlight:";

    private final AwsClients clients;
    private final Constellations constellations;

    AuroraHomeDatabases(AwsClients clients) {
        this.clients = clients;
        this.constellations = new AuroraConstellations(clients);
    }

    @Override
    public Constellation read(Database database, Names names) {
        return constellations.read(database, names);
    }

    @Override
    public void snapshot(Permit permit, PlanName plan, Database database, Names names) throws HomeRejectedException {
        spend(permit, Act.Kind.SNAPSHOT_CLUSTER, database);
        change(() -> {
            try {
                home(database)
                        .createDBClusterSnapshot(create -> create.dbClusterSnapshotIdentifier(names.snapshot())
                                .dbClusterIdentifier(database.primaryCluster().identifier())
                                .tags(mark(plan)));
            } catch (DbClusterSnapshotAlreadyExistsException there) {
                // An earlier request has worked: its name makes it unique.
            }
        });
    }

    @Override
    public void leave(Permit permit, Database database) throws HomeRejectedException {
        spend(permit, Act.Kind.LEAVE_GLOBAL_CLUSTER, database);
        change(() -> home(database)
                .removeFromGlobalCluster(remove -> remove.globalClusterIdentifier(
                                database.globalCluster().value())
                        .dbClusterIdentifier(database.primaryCluster().value())));
    }

    @Override
    public void keep(Permit permit, Database database, Names names) throws HomeRejectedException {
        spend(permit, Act.Kind.KEEP_CLUSTER, database);
        change(() -> home(database)
                .modifyDBCluster(modify -> modify.dbClusterIdentifier(
                                database.primaryCluster().identifier())
                        .newDBClusterIdentifier(names.kept())
                        .deletionProtection(true)
                        .applyImmediately(true)));
    }

    @Override
    public void deleteGlobal(Permit permit, Database database) throws HomeRejectedException {
        permit.spendOn(Act.Kind.DELETE_GLOBAL_CLUSTER, database.globalCluster().value());
        change(() -> {
            try {
                serving(database.recoveryCluster())
                        .deleteGlobalCluster(delete -> delete.globalClusterIdentifier(
                                database.globalCluster().value()));
            } catch (GlobalClusterNotFoundException gone) {
                // An earlier request has worked.
            }
        });
    }

    @Override
    public void createGlobal(Permit permit, Database database) throws HomeRejectedException {
        permit.spendOn(Act.Kind.CREATE_GLOBAL_CLUSTER, database.globalCluster().value());
        change(() -> {
            try {
                serving(database.recoveryCluster())
                        .createGlobalCluster(create -> create.globalClusterIdentifier(
                                        database.globalCluster().value())
                                .sourceDBClusterIdentifier(
                                        database.recoveryCluster().value()));
            } catch (GlobalClusterAlreadyExistsException there) {
                // Whose it is shows in its members.
            }
        });
    }

    @Override
    public void createSecondary(Permit permit, PlanName plan, Database database, Cluster like)
            throws HomeRejectedException {
        DBCluster model = described(home(database), like.identifier());
        DBCluster source = described(
                serving(database.recoveryCluster()), database.recoveryCluster().identifier());
        spend(permit, Act.Kind.CREATE_SECONDARY_CLUSTER, database);
        change(() -> {
            try {
                home(database)
                        .createDBCluster(create -> create.dbClusterIdentifier(
                                        database.primaryCluster().identifier())
                                .globalClusterIdentifier(
                                        database.globalCluster().value())
                                .engine(source.engine())
                                .engineVersion(source.engineVersion())
                                .dbSubnetGroupName(model.dbSubnetGroup())
                                .vpcSecurityGroupIds(groups(model))
                                .dbClusterParameterGroupName(model.dbClusterParameterGroup())
                                .port(model.port())
                                .backupRetentionPeriod(model.backupRetentionPeriod())
                                .storageEncrypted(model.storageEncrypted())
                                .kmsKeyId(model.kmsKeyId())
                                .serverlessV2ScalingConfiguration(serverless(model))
                                .tags(tags(plan, model)));
            } catch (DbClusterAlreadyExistsException there) {
                // An earlier request has worked.
            }
        });
    }

    /** What a new cluster or server is to be like. */
    private static DBCluster described(RdsClient rds, String identifier) throws HomeRejectedException {
        try {
            return rds.describeDBClusters(describe -> describe.dbClusterIdentifier(identifier)).dbClusters().stream()
                    .findFirst()
                    .orElseThrow(() -> new HomeRejectedException("the cluster " + identifier + " does not exist"));
        } catch (DbClusterNotFoundException none) {
            throw new HomeRejectedException("the cluster " + identifier + " does not exist");
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static @Nullable List<String> groups(DBCluster model) {
        List<String> groups = model.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
        return groups.isEmpty() ? null : groups;
    }

    private static @Nullable ServerlessV2ScalingConfiguration serverless(DBCluster model) {
        return model.serverlessV2ScalingConfiguration() == null
                ? null
                : ServerlessV2ScalingConfiguration.builder()
                        .minCapacity(model.serverlessV2ScalingConfiguration().minCapacity())
                        .maxCapacity(model.serverlessV2ScalingConfiguration().maxCapacity())
                        .build();
    }

    private static List<Tag> tags(PlanName plan, DBCluster model) {
        SortedMap<String, String> tags = new TreeMap<>();
        model.tagList().stream()
                .filter(tag -> !tag.key().startsWith("aws:") && !tag.key().startsWith(OWN_TAGS))
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        mark(plan).forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    @Override
    public void createInstance(Permit permit, PlanName plan, Database database, String name, String type)
            throws HomeRejectedException {
        String engine = described(home(database), database.primaryCluster().identifier())
                .engine();
        spend(permit, Act.Kind.CREATE_DATABASE_INSTANCE, database);
        change(() -> {
            try {
                home(database)
                        .createDBInstance(create -> create.dbInstanceIdentifier(name)
                                .dbClusterIdentifier(database.primaryCluster().identifier())
                                .dbInstanceClass(type)
                                .engine(engine)
                                .tags(mark(plan)));
            } catch (DbInstanceAlreadyExistsException there) {
                // An earlier request has worked: its name makes it unique.
            }
        });
    }

    @Override
    public void switchOver(Permit permit, Database database) throws HomeRejectedException {
        spend(permit, Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER, database);
        change(() -> serving(database.recoveryCluster())
                .switchoverGlobalCluster(switchover -> switchover
                        .globalClusterIdentifier(database.globalCluster().value())
                        .targetDbClusterIdentifier(database.primaryCluster().value())));
    }

    private static void spend(Permit permit, Act.Kind kind, Database database) {
        permit.spendOn(kind, database.primaryCluster().value());
    }

    /** Sends a request, and tells a rejection of what is asked from a failure of the asking. */
    static void change(Runnable request) throws HomeRejectedException {
        try {
            request.run();
        } catch (RdsException failure) {
            String code = AwsErrors.code(failure);
            boolean rejected = code.startsWith("Invalid")
                    || code.startsWith("DBCluster")
                    || code.startsWith("DBInstance")
                    || code.startsWith("GlobalCluster")
                    || code.contains("Quota");
            if (rejected) {
                throw new HomeRejectedException(
                        Optional.ofNullable(failure.getMessage()).orElse(""));
            }
            throw AwsErrors.translate(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private RdsClient home(Database database) {
        return clients.rds(database.primaryCluster().region());
    }

    private RdsClient serving(ClusterArn cluster) {
        return clients.rds(cluster.region());
    }

    private static List<Tag> mark(PlanName plan) {
        return List.of(Tag.builder().key("pilotlight:plan").value(plan.value()).build());
    }
}
