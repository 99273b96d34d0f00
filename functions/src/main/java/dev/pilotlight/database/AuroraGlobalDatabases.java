package dev.pilotlight.database;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidGlobalClusterStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Aurora global databases through Amazon RDS of the recovery Region, which describes global clusters as every Region
 * does and takes both kinds of promotion for its own clusters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">Aurora
 *     global databases: recovering from an outage</a>
 */
public final class AuroraGlobalDatabases implements GlobalDatabases {
    private final AwsClients clients;

    public AuroraGlobalDatabases(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public DatabaseState read(Database database) throws NotPromotableException {
        RdsClient rds = rds(database);
        try {
            GlobalCluster global = rds
                    .describeGlobalClusters(describe -> describe.globalClusterIdentifier(
                            database.globalCluster().value()))
                    .globalClusters()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> missing(database.globalCluster().value()));
            DBCluster cluster = cluster(rds, database);
            return new DatabaseState(
                    membership(global, database),
                    failover(global),
                    text(cluster.status()),
                    text(cluster.endpoint()),
                    cluster.port() == null ? 0 : cluster.port(),
                    instances(rds, cluster),
                    newInstanceClass(cluster));
        } catch (GlobalClusterNotFoundException none) {
            throw missing(database.globalCluster().value());
        } catch (DbClusterNotFoundException none) {
            throw missing(database.recoveryCluster().value());
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void createInstance(Permit permit, PlanName plan, Database database, String instanceClass)
            throws NotPromotableException {
        permit.spendOn(
                Act.Kind.CREATE_DATABASE_INSTANCE, database.recoveryCluster().value());
        try {
            DBCluster cluster = cluster(rds(database), database);
            rds(database)
                    .createDBInstance(create -> create.dbInstanceIdentifier(GlobalDatabases.createdInstance(database))
                            .dbClusterIdentifier(database.recoveryCluster().identifier())
                            .dbInstanceClass(instanceClass)
                            .engine(cluster.engine())
                            .tags(
                                    tag("pilotlight:plan", plan.value()),
                                    tag("pilotlight:epoch", permit.epoch().toString())));
        } catch (DbInstanceAlreadyExistsException there) {
            // An earlier request has worked: its name makes it unique.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void deleteInstance(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(
                Act.Kind.DELETE_DATABASE_INSTANCE, database.recoveryCluster().value());
        try {
            rds(database)
                    .deleteDBInstance(delete -> delete.dbInstanceIdentifier(GlobalDatabases.createdInstance(database)));
        } catch (DbInstanceNotFoundException gone) {
            // An earlier request has worked.
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void detach(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(Act.Kind.DETACH_CLUSTER, database.recoveryCluster().value());
        try {
            rds(database)
                    .removeFromGlobalCluster(remove -> remove.globalClusterIdentifier(
                                    database.globalCluster().value())
                            .dbClusterIdentifier(database.recoveryCluster().value()));
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void failOver(Permit permit, Database database) throws NotPromotableException {
        permit.spendOn(
                Act.Kind.FAILOVER_GLOBAL_CLUSTER, database.recoveryCluster().value());
        try {
            // Without AllowDataLoss this would be a switchover, which needs a healthy primary.
            rds(database)
                    .failoverGlobalCluster(failover -> failover.globalClusterIdentifier(
                                    database.globalCluster().value())
                            .targetDbClusterIdentifier(
                                    database.recoveryCluster().value())
                            .allowDataLoss(true));
        } catch (RdsException failure) {
            throw rejected(failure);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private RdsClient rds(Database database) {
        return clients.rds(database.recoveryCluster().region());
    }

    private static DBCluster cluster(RdsClient rds, Database database) throws NotPromotableException {
        return rds
                .describeDBClusters(describe ->
                        describe.dbClusterIdentifier(database.recoveryCluster().identifier()))
                .dbClusters()
                .stream()
                .findFirst()
                .orElseThrow(() -> missing(database.recoveryCluster().value()));
    }

    private static Membership membership(GlobalCluster global, Database database) {
        return global.globalClusterMembers().stream()
                .filter(member -> database.recoveryCluster().value().equals(member.dbClusterArn()))
                .findFirst()
                .map(AuroraGlobalDatabases::role)
                .orElse(Membership.NONE);
    }

    private static Membership role(GlobalClusterMember member) {
        return Boolean.TRUE.equals(member.isWriter()) ? Membership.WRITER : Membership.READER;
    }

    private static Optional<String> failover(GlobalCluster global) {
        return Optional.ofNullable(global.failoverState())
                .map(state -> text(state.statusAsString()))
                .filter(status -> !status.isEmpty());
    }

    private static List<Instance> instances(RdsClient rds, DBCluster cluster) {
        Map<String, Boolean> writers = new TreeMap<>();
        cluster.dbClusterMembers()
                .forEach(member ->
                        writers.put(member.dbInstanceIdentifier(), Boolean.TRUE.equals(member.isClusterWriter())));
        return rds
                .describeDBInstances(describe -> describe.filters(Filter.builder()
                        .name("db-cluster-id")
                        .values(cluster.dbClusterIdentifier())
                        .build()))
                .dbInstances()
                .stream()
                .sorted(Comparator.comparing(DBInstance::dbInstanceIdentifier))
                .map(instance -> new Instance(
                        instance.dbInstanceIdentifier(),
                        writers.getOrDefault(instance.dbInstanceIdentifier(), false),
                        text(instance.dbInstanceStatus())))
                .toList();
    }

    /** Only a cluster with a serverless capacity range says what its instances are. */
    private static Optional<String> newInstanceClass(DBCluster cluster) {
        return Optional.ofNullable(cluster.serverlessV2ScalingConfiguration()).map(_ -> "db.serverless");
    }

    /** A member that has left is answered with a code that the service's model does not know, hence the text. */
    private static NotPromotableException rejected(RdsException failure) {
        String message = text(failure.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("is not found in global cluster")) {
            return new NotMemberException(message);
        }
        if (message.toLowerCase(Locale.ROOT).contains("engine version")) {
            return new IncompatibleVersionsException(message);
        }
        boolean state = failure instanceof InvalidDbClusterStateException
                || failure instanceof InvalidGlobalClusterStateException
                || failure instanceof GlobalClusterNotFoundException
                || failure instanceof DbClusterNotFoundException;
        if (state || AwsErrors.code(failure).startsWith("Invalid")) {
            return new NotPromotableException(message);
        }
        throw AwsErrors.translate(failure);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static NotPromotableException missing(String what) {
        return new NotPromotableException(what + " does not exist, as the recovery Region sees it");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
