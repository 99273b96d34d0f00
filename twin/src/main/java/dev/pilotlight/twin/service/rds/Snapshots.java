package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Snapshots of clusters. */
final class Snapshots {
    static final Set<String> CREATE = Set.of("DBClusterSnapshotIdentifier", "DBClusterIdentifier", "Tags");
    static final Set<String> DESCRIBE =
            Set.of("DBClusterSnapshotIdentifier", "DBClusterIdentifier", "SnapshotType", "MaxRecords", "Marker");
    static final Set<String> COPY = Set.of(
            "SourceDBClusterSnapshotIdentifier",
            "TargetDBClusterSnapshotIdentifier",
            "KmsKeyId",
            "PreSignedUrl",
            "CopyTags",
            "Tags");
    private static final String MANUAL = "manual";
    private static final String ARN_INFIX = ":cluster-snapshot:";

    private final RdsWorld world;

    Snapshots(RdsWorld world) {
        this.world = world;
    }

    List<Xml> create(QueryParameters parameters, CallContext context) {
        DbCluster cluster = world.cluster(parameters.required("DBClusterIdentifier"), context);
        if (cluster.isPromoting(context.now()) || cluster.isCreating(context.now()) || cluster.isDeleting()) {
            throw RdsErrors.invalidClusterState("Can't create a snapshot because the database cluster "
                    + cluster.name().identifier() + " isn't currently in the available state.");
        }
        String identifier = unused(parameters.required("DBClusterSnapshotIdentifier"), context);
        DbSnapshot snapshot = DbSnapshot.of(
                identifier,
                context.region(),
                cluster,
                cluster.engine().hold(context.now()),
                "",
                MANUAL,
                context.now(),
                world.physics().snapshot());
        world.keep(snapshot);
        world.tags().keep(snapshot.arn(), parameters);
        return List.of(xml(snapshot, world, context));
    }

    List<Xml> copy(QueryParameters parameters, CallContext context) {
        DbSnapshot source = source(parameters.required("SourceDBClusterSnapshotIdentifier"), context);
        if (!source.isAvailable(context.now())) {
            throw RdsErrors.invalidSnapshotState("The snapshot " + source.arn() + " isn't available.");
        }
        String identifier = unused(parameters.required("TargetDBClusterSnapshotIdentifier"), context);
        Duration takes = world.physics().snapshotCopy();
        DbSnapshot snapshot = DbSnapshot.of(
                identifier,
                context.region(),
                source.cluster(),
                source.held(),
                source.arn(),
                MANUAL,
                context.now(),
                takes);
        world.keep(snapshot);
        world.tags().keep(snapshot.arn(), parameters);
        return List.of(xml(snapshot, world, context));
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Optional<String> wanted = parameters.text("DBClusterSnapshotIdentifier").map(Snapshots::identifier);
        Optional<String> cluster = parameters.text("DBClusterIdentifier");
        Optional<String> type = parameters.text("SnapshotType");
        world.globals(context.now());
        List<DbSnapshot> found = world.snapshots(context.region()).values().stream()
                .filter(snapshot -> wanted.isEmpty() || snapshot.identifier().equals(wanted.get()))
                .filter(snapshot -> cluster.isEmpty()
                        || snapshot.cluster().name().identifier().equals(cluster.get())
                        || snapshot.cluster().arn().equals(cluster.get()))
                .filter(snapshot -> type.isEmpty() || snapshot.type().equals(type.get()))
                .toList();
        if (wanted.isPresent() && found.isEmpty()) {
            throw RdsErrors.noSuchSnapshot(wanted.get());
        }
        return Records.of(found, parameters).answer("DBClusterSnapshots", snapshot -> xml(snapshot, world, context));
    }

    /** A snapshot of another Region is named by its ARN, and can be read only while that Region is alive. */
    private DbSnapshot source(String name, CallContext context) {
        String[] parts = name.split(":", -1);
        String region = parts.length > 3 ? parts[3] : context.region();
        DbSnapshot snapshot = world.snapshots(region).get(identifier(name));
        if (snapshot == null || !world.life().isAlive(region)) {
            throw RdsErrors.noSuchSnapshot(name);
        }
        return snapshot;
    }

    private String unused(String identifier, CallContext context) {
        Map<String, DbSnapshot> snapshots = world.snapshots(context.region());
        if (snapshots.containsKey(identifier)) {
            throw AwsError.badRequest(
                    "DBClusterSnapshotAlreadyExistsFault",
                    "Cannot create the snapshot because one with the identifier " + identifier + " already exists.");
        }
        return identifier;
    }

    /** An automated snapshot's name has a colon of its own, as in {@code rds:unplanned-global-failover-…}. */
    static String identifier(String name) {
        int infix = name.indexOf(ARN_INFIX);
        return infix < 0 ? name : name.substring(infix + ARN_INFIX.length());
    }

    static Xml xml(DbSnapshot snapshot, RdsWorld world, CallContext context) {
        ClusterDefinition definition = snapshot.cluster().definition();
        Xml xml = Xml.element(
                "DBClusterSnapshot",
                Xml.text("DBClusterSnapshotIdentifier", snapshot.identifier()),
                Xml.text("DBClusterSnapshotArn", snapshot.arn()),
                Xml.text("DBClusterIdentifier", snapshot.cluster().name().identifier()),
                Xml.time("SnapshotCreateTime", snapshot.began()),
                Xml.text("Engine", definition.engine()),
                Xml.text("EngineVersion", definition.engineVersion()),
                Xml.text("MasterUsername", definition.masterUsername()),
                Xml.text("Status", snapshot.isAvailable(context.now()) ? "available" : "creating"),
                Xml.text("PercentProgress", snapshot.percent(context.now())),
                Xml.text("SnapshotType", snapshot.type()),
                Xml.text("StorageEncrypted", false),
                world.tags().xml(snapshot.arn()));
        return snapshot.source().isEmpty() ? xml : xml.add(Xml.text("SourceDBClusterSnapshotArn", snapshot.source()));
    }
}
