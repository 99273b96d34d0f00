package dev.pilotlight.failback;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Global;
import dev.pilotlight.failback.Constellation.Instance;
import dev.pilotlight.failback.Constellation.Member;
import dev.pilotlight.plan.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;

/** What Amazon RDS of both Regions describes of the clusters of a database. */
final class AuroraConstellations implements Constellations {
    private final AwsClients clients;

    AuroraConstellations(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Constellation read(Database database, Names names) {
        try {
            RdsClient home = clients.rds(database.primaryCluster().region());
            RdsClient serving = clients.rds(database.recoveryCluster().region());
            List<DBCluster> clusters =
                    home.describeDBClustersPaginator().dbClusters().stream().toList();
            List<DBInstance> instances =
                    home.describeDBInstancesPaginator().dbInstances().stream().toList();
            return new Constellation(
                    global(serving, database),
                    serving(serving, database),
                    named(clusters, database.primaryCluster().identifier()).map(found -> cluster(found, instances)),
                    newestKept(clusters, database).map(found -> cluster(found, instances)),
                    snapshot(home, names));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static Optional<Global> global(RdsClient serving, Database database) {
        try {
            return serving
                    .describeGlobalClusters(describe -> describe.globalClusterIdentifier(
                            database.globalCluster().value()))
                    .globalClusters()
                    .stream()
                    .findFirst()
                    .map(AuroraConstellations::global);
        } catch (GlobalClusterNotFoundException none) {
            return Optional.empty();
        }
    }

    private static Global global(GlobalCluster described) {
        SortedMap<String, Member> members = new TreeMap<>();
        described
                .globalClusterMembers()
                .forEach(member -> members.put(
                        member.dbClusterArn(),
                        new Member(
                                Boolean.TRUE.equals(member.isWriter()), text(member.synchronizationStatusAsString()))));
        return new Global(
                members,
                Optional.ofNullable(described.failoverState())
                        .map(state -> text(state.statusAsString()))
                        .filter(status -> !status.isEmpty()));
    }

    private static Optional<Cluster> serving(RdsClient serving, Database database) {
        try {
            return serving
                    .describeDBClusters(describe -> describe.dbClusterIdentifier(
                            database.recoveryCluster().identifier()))
                    .dbClusters()
                    .stream()
                    .findFirst()
                    .map(found -> cluster(found, List.of()));
        } catch (DbClusterNotFoundException none) {
            return Optional.empty();
        }
    }

    private static Optional<DBCluster> named(List<DBCluster> clusters, String identifier) {
        return clusters.stream()
                .filter(cluster -> cluster.dbClusterIdentifier().equals(identifier))
                .findFirst();
    }

    private static Optional<DBCluster> newestKept(List<DBCluster> clusters, Database database) {
        String prefix = Names.keptPrefix(database);
        return clusters.stream()
                .filter(cluster -> cluster.dbClusterIdentifier().startsWith(prefix))
                .max(Comparator.comparing(DBCluster::clusterCreateTime)
                        .thenComparingInt(
                                cluster -> cluster.dbClusterIdentifier().length())
                        .thenComparing(DBCluster::dbClusterIdentifier));
    }

    private static Optional<String> snapshot(RdsClient home, Names names) {
        try {
            return home
                    .describeDBClusterSnapshots(describe -> describe.dbClusterSnapshotIdentifier(names.snapshot()))
                    .dbClusterSnapshots()
                    .stream()
                    .findFirst()
                    .map(found -> text(found.status()));
        } catch (DbClusterSnapshotNotFoundException none) {
            return Optional.empty();
        }
    }

    /**
     * A cluster with the servers that both descriptions show: an old description of the servers still knows those of a
     * cluster that had this name before.
     */
    private static Cluster cluster(DBCluster described, List<DBInstance> instances) {
        Map<String, Boolean> writers = new TreeMap<>();
        for (DBClusterMember member : described.dbClusterMembers()) {
            writers.put(member.dbInstanceIdentifier(), Boolean.TRUE.equals(member.isClusterWriter()));
        }
        return new Cluster(
                described.dbClusterIdentifier(),
                described.dbClusterArn(),
                text(described.dbClusterResourceId()),
                text(described.status()),
                text(described.engine()),
                text(described.engineVersion()),
                text(described.engineMode()),
                text(described.endpoint()),
                text(described.readerEndpoint()),
                described.port() == null ? 0 : described.port(),
                instances.stream()
                        .filter(instance -> described.dbClusterIdentifier().equals(instance.dbClusterIdentifier()))
                        .filter(instance -> writers.containsKey(instance.dbInstanceIdentifier()))
                        .sorted(Comparator.comparing(DBInstance::dbInstanceIdentifier))
                        .map(instance -> new Instance(
                                instance.dbInstanceIdentifier(),
                                text(instance.dbInstanceClass()),
                                requireNonNull(writers.get(instance.dbInstanceIdentifier())),
                                text(instance.dbInstanceStatus())))
                        .toList());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
