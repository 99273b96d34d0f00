package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * RestoreDBClusterFromSnapshot: it makes a cluster without servers, which stands alone whatever the snapshot's cluster
 * belongs to.
 */
final class Restores {
    static final Set<String> RESTORE = Set.of(
            "DBClusterIdentifier",
            "SnapshotIdentifier",
            "Engine",
            "EngineVersion",
            "DBSubnetGroupName",
            "VpcSecurityGroupIds",
            "DeletionProtection",
            "CopyTagsToSnapshot",
            "ServerlessV2ScalingConfiguration",
            "Tags");

    private final RdsWorld world;
    private final Clusters clusters;

    Restores(RdsWorld world, Clusters clusters) {
        this.world = world;
        this.clusters = clusters;
    }

    List<Xml> restore(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("DBClusterIdentifier");
        if (world.clusters(context.region()).containsKey(identifier)) {
            throw AwsError.badRequest("DBClusterAlreadyExistsFault", "DB Cluster already exists");
        }
        DbSnapshot snapshot = snapshot(parameters.required("SnapshotIdentifier"), context);
        ClusterDefinition source = snapshot.cluster().definition();
        String engine = parameters.required("Engine");
        if (!engine.equals(source.engine())) {
            throw RdsErrors.invalidCombination(
                    "The engine " + engine + " doesn't match the snapshot's " + source.engine());
        }
        if (parameters.flag("DeletionProtection")) {
            throw RdsErrors.invalidValue("DeletionProtection is not modelled by the twin");
        }
        Instant ready = context.now().plus(world.physics().restoration());
        String arn = context.arn("rds", "cluster:" + identifier);
        DbCluster cluster = new DbCluster(
                source.standingAlone(arn), snapshot.held().restored(arn, ready), context.now(), world.newResourceId());
        cluster.bornFrom(ready);
        cluster.securityGroups().addAll(parameters.list("VpcSecurityGroupIds.VpcSecurityGroupId"));
        parameters.text("DBSubnetGroupName").ifPresent(group -> world.use(group, cluster));
        world.add(cluster);
        world.tags().keep(arn, parameters);
        return List.of(clusters.xml(cluster, context.now()));
    }

    private DbSnapshot snapshot(String identifier, CallContext context) {
        DbSnapshot snapshot = world.snapshots(context.region()).get(Snapshots.identifier(identifier));
        if (snapshot == null) {
            throw RdsErrors.noSuchSnapshot(identifier);
        }
        if (!snapshot.isAvailable(context.now())) {
            throw RdsErrors.invalidSnapshotState("The snapshot " + snapshot.arn() + " isn't available.");
        }
        return snapshot;
    }
}
