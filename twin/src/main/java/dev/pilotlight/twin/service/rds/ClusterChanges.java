package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * CreateDBCluster for secondary clusters of a global database, and ModifyDBCluster as far as names and protection go.
 */
final class ClusterChanges {
    static final Set<String> CREATE = Set.of(
            "DBClusterIdentifier",
            "GlobalClusterIdentifier",
            "Engine",
            "EngineVersion",
            "DBSubnetGroupName",
            "VpcSecurityGroupIds",
            "DBClusterParameterGroupName",
            "Port",
            "BackupRetentionPeriod",
            "StorageEncrypted",
            "KmsKeyId",
            "ServerlessV2ScalingConfiguration",
            "DeletionProtection",
            "Tags");
    static final Set<String> MODIFY =
            Set.of("DBClusterIdentifier", "NewDBClusterIdentifier", "DeletionProtection", "ApplyImmediately");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z](?:-?[a-zA-Z0-9]){0,62}");
    private static final String SERVERLESS = "db.serverless";

    private final RdsWorld world;
    private final Clusters clusters;

    ClusterChanges(RdsWorld world, Clusters clusters) {
        this.world = world;
        this.clusters = clusters;
    }

    List<Xml> create(QueryParameters parameters, CallContext context) {
        String identifier = unused(parameters.required("DBClusterIdentifier"), context);
        String global = parameters
                .text("GlobalClusterIdentifier")
                .orElseThrow(() -> RdsErrors.invalidCombination(
                        "The twin creates only clusters that join a global database: name GlobalClusterIdentifier"));
        GlobalCluster joined =
                world.global(global, context.now()).orElseThrow(() -> RdsErrors.noSuchGlobalCluster(global));
        DbCluster leader = leader(joined, context);
        refuseOtherEngine(parameters, leader);
        Optional<String> group = parameters.text("DBSubnetGroupName");
        if (group.isPresent() && !world.subnetGroups(context.region()).containsKey(group.get())) {
            throw RdsErrors.noSuchSubnetGroup(group.get());
        }
        ClusterDefinition like = leader.definition();
        boolean serverless =
                !parameters.structure("ServerlessV2ScalingConfiguration").isEmpty();
        DbCluster cluster = world.addSecondary(
                new ClusterDefinition(
                        context.arn("rds", "cluster:" + identifier),
                        like.engine(),
                        like.engineVersion(),
                        like.databaseName(),
                        like.masterUsername(),
                        serverless ? SERVERLESS : like.instanceClass(),
                        List.of()),
                joined,
                leader,
                context.now());
        group.ifPresent(name -> world.use(name, cluster));
        cluster.securityGroups().addAll(parameters.list("VpcSecurityGroupIds.VpcSecurityGroupId"));
        cluster.protectFromDeletion(parameters.flag("DeletionProtection"));
        world.tags().keep(cluster.arn(), parameters);
        return List.of(clusters.xml(cluster, context.now()));
    }

    private static DbCluster leader(GlobalCluster global, CallContext context) {
        DbCluster leader = global.members().stream()
                .filter(global::isWriter)
                .filter(member -> member.engine().writerSince(context.now()).isPresent())
                .findFirst()
                .orElseThrow(() -> RdsErrors.invalidGlobalClusterState(
                        "Global cluster " + global.identifier() + " has no primary cluster that takes writes"));
        boolean there = global.members().stream()
                .anyMatch(member -> member.name().region().equals(context.region()));
        if (there) {
            throw RdsErrors.invalidGlobalClusterState(
                    "Global cluster " + global.identifier() + " has a cluster in " + context.region() + " already");
        }
        return leader;
    }

    private static void refuseOtherEngine(QueryParameters parameters, DbCluster leader) {
        String engine = parameters.required("Engine");
        String version =
                parameters.text("EngineVersion").orElse(leader.definition().engineVersion());
        if (!engine.equals(leader.definition().engine())
                || !version.equals(leader.definition().engineVersion())) {
            throw RdsErrors.invalidCombination("The engine " + engine + " " + version
                    + " isn't the one of the global database, "
                    + leader.definition().engine() + " "
                    + leader.definition().engineVersion());
        }
    }

    /** A new name is taken some time after it was asked for, as AWS does it. */
    List<Xml> modify(QueryParameters parameters, CallContext context) {
        DbCluster cluster = world.cluster(parameters.required("DBClusterIdentifier"), context);
        Instant now = context.now();
        if (!cluster.engine().isAlive(now)
                || cluster.isPromoting(now)
                || cluster.isRenaming()
                || cluster.isDeleting()
                || cluster.isCreating(now)) {
            throw RdsErrors.invalidClusterState(
                    "DB cluster " + cluster.name().identifier() + " isn't in the available state");
        }
        Optional<String> name = parameters.text("NewDBClusterIdentifier");
        if (name.isPresent()) {
            if (!parameters.flag("ApplyImmediately")) {
                throw RdsErrors.invalidCombination("The twin knows no maintenance windows: set ApplyImmediately");
            }
            if (world.globalOf(cluster, now).isPresent()) {
                throw RdsErrors.invalidClusterState(
                        "DB cluster " + cluster.name().identifier() + " is a member of a global cluster");
            }
            cluster.rename(unused(name.get(), context), now.plus(world.physics().statusLag()));
        }
        parameters.text("DeletionProtection").map(Boolean::parseBoolean).ifPresent(cluster::protectFromDeletion);
        return List.of(clusters.xml(cluster, now));
    }

    private String unused(String identifier, CallContext context) {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw RdsErrors.invalidValue("The parameter DBClusterIdentifier is not a valid identifier: " + identifier);
        }
        if (world.clusters(context.region()).containsKey(identifier)) {
            throw AwsError.badRequest("DBClusterAlreadyExistsFault", "DB Cluster already exists");
        }
        return identifier;
    }
}
