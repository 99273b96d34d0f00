package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * DeleteDBInstance, DeleteDBCluster and DeleteDBClusterSnapshot. A cluster that is deleted stands alone and has no
 * servers left; a final snapshot is not modelled.
 */
final class Deletions {
    static final Set<String> INSTANCE = Set.of("DBInstanceIdentifier", "SkipFinalSnapshot", "DeleteAutomatedBackups");
    static final Set<String> CLUSTER = Set.of("DBClusterIdentifier", "SkipFinalSnapshot", "DeleteAutomatedBackups");
    static final Set<String> SNAPSHOT = Set.of("DBClusterSnapshotIdentifier");

    private final RdsWorld world;
    private final Clusters clusters;

    Deletions(RdsWorld world, Clusters clusters) {
        this.world = world;
        this.clusters = clusters;
    }

    List<Xml> instance(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("DBInstanceIdentifier");
        for (DbCluster cluster : world.clusters(context.region()).values()) {
            for (int i = 0; i < cluster.instances().size(); i++) {
                DbInstance instance = cluster.instances().get(i);
                if (instance.identifier().equals(identifier)) {
                    refuseDeleting(identifier, instance.isDeleting());
                    refuseLastOfProtected(cluster);
                    DbInstance deleted = instance.deleted(gone(context));
                    cluster.instances().set(i, deleted);
                    return List.of(clusters.xml("DBInstance", cluster, deleted, context));
                }
            }
        }
        throw RdsErrors.noSuchInstance(identifier);
    }

    private static void refuseLastOfProtected(DbCluster cluster) {
        long left = cluster.instances().stream()
                .filter(instance -> !instance.isDeleting())
                .count();
        if (left == 1 && cluster.isDeletionProtected()) {
            throw RdsErrors.invalidCombination("This database has deletion protection option enabled, to be able to"
                    + " delete the last instance please modify the cluster by disabling deletion protection.");
        }
    }

    List<Xml> cluster(QueryParameters parameters, CallContext context) {
        DbCluster cluster = world.cluster(parameters.required("DBClusterIdentifier"), context);
        refuseDeleting(cluster.arn(), cluster.isDeleting());
        if (cluster.instances().stream().anyMatch(instance -> !instance.isDeleting())) {
            throw RdsErrors.invalidClusterState(
                    "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        }
        if (cluster.isDeletionProtected()) {
            throw RdsErrors.invalidCombination(
                    "Cannot delete protected Cluster, please disable deletion protection and try again.");
        }
        if (world.globalOf(cluster, context.now()).isPresent()) {
            throw RdsErrors.invalidClusterState(
                    "This cluster is a part of a global cluster, please remove it from globalcluster first");
        }
        if (cluster.isCreating(context.now())) {
            throw RdsErrors.invalidClusterState("The DB cluster " + cluster.arn() + " isn't in the available state.");
        }
        if (!parameters.flag("SkipFinalSnapshot")) {
            throw RdsErrors.invalidCombination(
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        cluster.delete(gone(context));
        return List.of(clusters.xml(cluster, context.now()));
    }

    List<Xml> snapshot(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("DBClusterSnapshotIdentifier");
        DbSnapshot snapshot = world.snapshots(context.region()).get(Snapshots.identifier(identifier));
        if (snapshot == null) {
            throw RdsErrors.noSuchSnapshot(identifier);
        }
        if (!snapshot.isAvailable(context.now()) || !snapshot.isManual()) {
            throw RdsErrors.invalidSnapshotState("The snapshot " + identifier + " isn't in the available state.");
        }
        world.remove(snapshot);
        world.tags().forget(snapshot.arn());
        return List.of(Snapshots.xml(snapshot, world, context));
    }

    private Instant gone(CallContext context) {
        return context.now().plus(world.physics().deletion());
    }

    private static void refuseDeleting(String what, boolean deleting) {
        if (deleting) {
            throw RdsErrors.invalidClusterState(what + " is already being deleted.");
        }
    }
}
