package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DescribeGlobalClusters and CreateGlobalCluster. */
final class GlobalClusters {
    static final Set<String> DESCRIBE = Set.of("GlobalClusterIdentifier", "MaxRecords", "Marker");
    static final Set<String> DELETE = Set.of("GlobalClusterIdentifier");
    static final Set<String> CREATE = Set.of("GlobalClusterIdentifier", "SourceDBClusterIdentifier");

    private final RdsWorld world;

    GlobalClusters(RdsWorld world) {
        this.world = world;
    }

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Optional<String> wanted = parameters.text("GlobalClusterIdentifier");
        List<GlobalCluster> found =
                wanted.isPresent() ? List.of(named(parameters, context)) : world.globals(context.now());
        return Records.of(found, parameters)
                .answer("GlobalClusters", global -> xml("GlobalClusterMember", global, context));
    }

    List<Xml> create(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("GlobalClusterIdentifier");
        if (world.global(identifier, context.now()).isPresent()) {
            throw AwsError.badRequest(
                    "GlobalClusterAlreadyExistsFault", "Global cluster " + identifier + " already exists.");
        }
        DbCluster source = world.cluster(parameters.required("SourceDBClusterIdentifier"), context);
        if (world.globalOf(source, context.now()).isPresent()) {
            throw RdsErrors.invalidClusterState("Source cluster " + source.arn() + " is in a global cluster already.");
        }
        if (source.engine().writerSince(context.now()).isEmpty()) {
            throw RdsErrors.invalidClusterState("Source cluster " + source.arn() + " isn't in the available state.");
        }
        GlobalCluster global = new GlobalCluster(identifier, world.newResourceId(), source);
        world.add(global);
        return answer(global, context);
    }

    /** A global database goes only when nobody is in it any more; it holds nothing itself. */
    List<Xml> delete(QueryParameters parameters, CallContext context) {
        GlobalCluster global = named(parameters, context);
        if (!global.members().isEmpty()) {
            throw RdsErrors.invalidGlobalClusterState(
                    "Global cluster " + global.identifier() + " is not empty: remove its members first");
        }
        world.remove(global);
        return answer(global, context);
    }

    GlobalCluster named(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("GlobalClusterIdentifier");
        return world.global(identifier, context.now()).orElseThrow(() -> RdsErrors.noSuchGlobalCluster(identifier));
    }

    List<Xml> answer(GlobalCluster global, CallContext context) {
        return List.of(xml("GlobalCluster", global, context));
    }

    private Xml xml(String name, GlobalCluster global, CallContext context) {
        ClusterDefinition origin = global.origin();
        Xml xml = Xml.element(
                name,
                Xml.text("GlobalClusterIdentifier", global.identifier()),
                Xml.text("GlobalClusterResourceId", global.resourceId()),
                Xml.text(
                        "GlobalClusterArn",
                        "arn:aws:rds::" + context.account() + ":global-cluster:" + global.identifier()),
                Xml.text("Status", status(global, context.now())),
                Xml.text("Engine", origin.engine()),
                Xml.text("EngineVersion", origin.engineVersion()),
                Xml.text("DatabaseName", origin.databaseName()),
                Xml.text("StorageEncrypted", false),
                Xml.text("DeletionProtection", false),
                Xml.list("GlobalClusterMembers", global.members(), member -> member(global, member, context.now())),
                Xml.text("Endpoint", global.identifier() + ".global-twin.global.rds.amazonaws.com"));
        global.handover().ifPresent(handover -> xml.add(failoverState(handover, context.now())));
        return xml;
    }

    private Xml member(GlobalCluster global, DbCluster member, Instant now) {
        List<DbCluster> readers = global.isWriter(member)
                ? global.members().stream()
                        .filter(other -> !global.isWriter(other))
                        .toList()
                : List.of();
        return Xml.element(
                "GlobalClusterMember",
                Xml.text("DBClusterArn", member.arn()),
                Xml.list("Readers", readers, reader -> Xml.text("member", reader.arn())),
                Xml.text("IsWriter", global.isWriter(member)),
                Xml.text("GlobalWriteForwardingStatus", "disabled"),
                Xml.text("SynchronizationStatus", global.synchronisation(member, world.physics(), now)));
    }

    private String status(GlobalCluster global, Instant now) {
        return global.handover()
                .filter(handover -> isShown(handover, now))
                .map(GlobalClusters::progress)
                .orElse("available");
    }

    private Xml failoverState(GlobalCluster.Handover handover, Instant now) {
        return Xml.element(
                "FailoverState",
                Xml.text("Status", isShown(handover, now) ? progress(handover) : "pending"),
                Xml.text("FromDbClusterArn", handover.from().arn()),
                Xml.text("ToDbClusterArn", handover.to().arn()),
                Xml.text("IsDataLossAllowed", handover.how() == Promotion.FAILOVER));
    }

    private boolean isShown(GlobalCluster.Handover handover, Instant now) {
        return !now.isBefore(handover.began().plus(world.physics().statusLag()));
    }

    /** The documentation also names {@code switching-over}, which the API's enumeration lacks. */
    private static String progress(GlobalCluster.Handover handover) {
        return switch (handover.how()) {
            case SWITCHOVER -> "switching-over";
            case FAILOVER, DETACH -> "failing-over";
        };
    }
}
