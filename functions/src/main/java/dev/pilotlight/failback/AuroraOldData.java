package dev.pilotlight.failback;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A kept cluster through Amazon RDS of its Region.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html">Deleting Aurora
 *     clusters: servers first, and the last of them only when the cluster is not protected</a>
 */
final class AuroraOldData implements OldData {
    private final AwsClients clients;

    AuroraOldData(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Sight read(Database database, String kept) {
        try {
            RdsClient home = clients.rds(database.primaryCluster().region());
            return new Sight(
                    cluster(home, kept).map(found -> kept(home, found)), snapshots(home, kept), writer(database));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static Kept kept(RdsClient home, DBCluster found) {
        return new Kept(
                found.dbClusterArn(),
                text(found.dbClusterResourceId()),
                text(found.status()),
                Boolean.TRUE.equals(found.deletionProtection()),
                home.describeGlobalClustersPaginator().globalClusters().stream()
                        .filter(global -> isMember(global, found.dbClusterArn()))
                        .map(GlobalCluster::globalClusterIdentifier)
                        .findFirst(),
                servers(home, found.dbClusterIdentifier()).stream()
                        .map(each -> new Server(each.dbInstanceIdentifier(), text(each.dbInstanceStatus())))
                        .toList());
    }

    private static boolean isMember(GlobalCluster global, String arn) {
        return global.globalClusterMembers().stream()
                .anyMatch(member -> member.dbClusterArn().equals(arn));
    }

    private static List<Snapshot> snapshots(RdsClient home, String kept) {
        return home
                .describeDBClusterSnapshotsPaginator(
                        describe -> describe.dbClusterIdentifier(kept).snapshotType("manual"))
                .dbClusterSnapshots()
                .stream()
                .map(each -> new Snapshot(each.dbClusterSnapshotIdentifier(), text(each.status())))
                .sorted(Comparator.comparing(Snapshot::name))
                .toList();
    }

    /** The writer of the plan's global database, when its cluster and the server that writes are available. */
    private Optional<String> writer(Database database) {
        RdsClient home = clients.rds(database.primaryCluster().region());
        Optional<ClusterArn> writer = members(home, database).stream()
                .filter(member -> Boolean.TRUE.equals(member.isWriter()))
                .findFirst()
                .map(member -> new ClusterArn(member.dbClusterArn()));
        return writer.filter(arn -> arn.equals(database.primaryCluster()) || arn.equals(database.recoveryCluster()))
                .filter(this::takesWrites)
                .map(ClusterArn::value);
    }

    private static List<GlobalClusterMember> members(RdsClient rds, Database database) {
        try {
            return rds
                    .describeGlobalClusters(describe -> describe.globalClusterIdentifier(
                            database.globalCluster().value()))
                    .globalClusters()
                    .stream()
                    .flatMap(global -> global.globalClusterMembers().stream())
                    .toList();
        } catch (GlobalClusterNotFoundException none) {
            return List.of();
        }
    }

    private boolean takesWrites(ClusterArn arn) {
        RdsClient rds = clients.rds(arn.region());
        Optional<DBCluster> cluster = cluster(rds, arn.identifier())
                .filter(found -> text(found.status()).equals("available"))
                .filter(found -> !text(found.endpoint()).contains(".cluster-ro-"));
        Optional<String> server = cluster.flatMap(found -> found.dbClusterMembers().stream()
                .filter(member -> Boolean.TRUE.equals(member.isClusterWriter()))
                .map(DBClusterMember::dbInstanceIdentifier)
                .findFirst());
        return server.isPresent()
                && servers(rds, arn.identifier()).stream()
                        .filter(each -> each.dbInstanceIdentifier().equals(server.get()))
                        .anyMatch(each -> text(each.dbInstanceStatus()).equals("available"));
    }

    private static Optional<DBCluster> cluster(RdsClient rds, String identifier) {
        try {
            return rds.describeDBClusters(describe -> describe.dbClusterIdentifier(identifier)).dbClusters().stream()
                    .filter(found -> found.dbClusterIdentifier().equals(identifier))
                    .findFirst();
        } catch (DbClusterNotFoundException none) {
            return Optional.empty();
        }
    }

    private static List<DBInstance> servers(RdsClient rds, String cluster) {
        return rds
                .describeDBInstancesPaginator(describe -> describe.filters(
                        Filter.builder().name("db-cluster-id").values(cluster).build()))
                .dbInstances()
                .stream()
                .sorted(Comparator.comparing(DBInstance::dbInstanceIdentifier))
                .toList();
    }

    @Override
    public void snapshot(Permit permit, PlanName plan, Kept kept, String name) throws HomeRejectedException {
        permit.spendOn(Act.Kind.SNAPSHOT_OLD_CLUSTER, kept.arn());
        AuroraHomeDatabases.change(() -> {
            try {
                rds(kept)
                        .createDBClusterSnapshot(create -> create.dbClusterSnapshotIdentifier(name)
                                .dbClusterIdentifier(kept.identifier())
                                .tags(Tag.builder()
                                        .key("pilotlight:plan")
                                        .value(plan.value())
                                        .build()));
            } catch (DbClusterSnapshotAlreadyExistsException there) {
                // An earlier request has worked: its name makes it unique.
            }
        });
    }

    @Override
    public void protect(Permit permit, Kept kept, boolean wanted) throws HomeRejectedException {
        permit.spendOn(wanted ? Act.Kind.PROTECT_OLD_CLUSTER : Act.Kind.UNPROTECT_OLD_CLUSTER, kept.arn());
        AuroraHomeDatabases.change(() -> rds(kept)
                .modifyDBCluster(modify -> modify.dbClusterIdentifier(kept.identifier())
                        .deletionProtection(wanted)
                        .applyImmediately(true)));
    }

    @Override
    public void deleteInstance(Permit permit, Kept kept, String name) throws HomeRejectedException {
        permit.spendOn(Act.Kind.DELETE_OLD_INSTANCE, name);
        AuroraHomeDatabases.change(() -> {
            try {
                rds(kept)
                        .deleteDBInstance(
                                delete -> delete.dbInstanceIdentifier(name).skipFinalSnapshot(true));
            } catch (DbInstanceNotFoundException gone) {
                // An earlier request has worked.
            }
        });
    }

    @Override
    public void deleteCluster(Permit permit, Kept kept) throws HomeRejectedException {
        permit.spendOn(Act.Kind.DELETE_OLD_CLUSTER, kept.arn());
        AuroraHomeDatabases.change(() -> {
            try {
                // The final snapshot was taken before, and proven: one that Aurora takes now might fail unseen.
                rds(kept)
                        .deleteDBCluster(delete ->
                                delete.dbClusterIdentifier(kept.identifier()).skipFinalSnapshot(true));
            } catch (DbClusterNotFoundException gone) {
                // An earlier request has worked.
            }
        });
    }

    private RdsClient rds(Kept kept) {
        return clients.rds(new ClusterArn(kept.arn()).region());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
