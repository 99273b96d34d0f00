package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DescribeDBClusters, DescribeDBInstances and CreateDBInstance. */
final class Clusters {
    static final Set<String> DESCRIBE = Set.of("DBClusterIdentifier", "Filters", "MaxRecords", "Marker");
    static final Set<String> DESCRIBE_INSTANCES = Set.of("DBInstanceIdentifier", "Filters", "MaxRecords", "Marker");
    static final Set<String> CREATE_INSTANCE = Set.of(
            "DBInstanceIdentifier", "DBClusterIdentifier", "DBInstanceClass", "Engine", "AvailabilityZone", "Tags");
    private static final String SERVERLESS = "db.serverless";

    private final RdsWorld world;

    Clusters(RdsWorld world) {
        this.world = world;
    }

    private record Placed(DbCluster cluster, DbInstance instance) {}

    List<Xml> describe(QueryParameters parameters, CallContext context) {
        Optional<String> wanted = parameters.text("DBClusterIdentifier");
        List<String> named = filter("db-cluster-id", parameters);
        List<DbCluster> found = world.clusters(context.region()).values().stream()
                .filter(cluster -> named.isEmpty() || isNamed(cluster, named))
                .toList();
        List<DbCluster> asked =
                wanted.map(name -> List.of(world.cluster(name, context))).orElse(found);
        return Records.of(asked, parameters).answer("DBClusters", cluster -> xml(cluster, context.now()));
    }

    List<Xml> describeInstances(QueryParameters parameters, CallContext context) {
        Optional<String> wanted = parameters.text("DBInstanceIdentifier");
        List<String> named = filter("db-cluster-id", parameters);
        List<Placed> found = placed(context).stream()
                .filter(each -> named.isEmpty() || isNamed(each.cluster(), named))
                .filter(each -> wanted.isEmpty() || each.instance().identifier().equals(wanted.get()))
                .toList();
        if (wanted.isPresent() && found.isEmpty()) {
            throw RdsErrors.noSuchInstance(wanted.get());
        }
        return Records.of(found, parameters)
                .answer("DBInstances", each -> xml("DBInstance", each.cluster(), each.instance(), context));
    }

    List<Xml> createInstance(QueryParameters parameters, CallContext context) {
        String identifier = parameters.required("DBInstanceIdentifier");
        DbCluster cluster = world.cluster(parameters.required("DBClusterIdentifier"), context);
        String engine = parameters.required("Engine");
        if (!engine.equals(cluster.definition().engine())) {
            throw RdsErrors.invalidCombination("The engine name requested for your DB instance (" + engine
                    + ") doesn't match the engine name of your DB cluster ("
                    + cluster.definition().engine() + ").");
        }
        if (placed(context).stream()
                .anyMatch(each -> each.instance().identifier().equals(identifier))) {
            throw AwsError.badRequest("DBInstanceAlreadyExists", "DB instance already exists");
        }
        if (cluster.isCreating(context.now()) || cluster.isDeleting()) {
            throw RdsErrors.invalidClusterState("The DB cluster " + cluster.arn() + " isn't in the available state.");
        }
        DbInstance instance = new DbInstance(
                identifier,
                parameters.required("DBInstanceClass"),
                parameters.text("AvailabilityZone").orElse(context.region() + "a"),
                context.now(),
                context.now().plus(world.physics().instanceCreation()));
        cluster.instances().add(instance);
        world.tags().keep(arn(instance, context), parameters);
        return List.of(xml("DBInstance", cluster, instance, context));
    }

    private List<Placed> placed(CallContext context) {
        return world.clusters(context.region()).values().stream()
                .flatMap(cluster -> cluster.instances().stream().map(instance -> new Placed(cluster, instance)))
                .toList();
    }

    /** The values of the one filter that is modelled. */
    private static List<String> filter(String modelled, QueryParameters parameters) {
        List<String> values = new ArrayList<>();
        for (QueryParameters filter : parameters.structures("Filters.Filter")) {
            String name = filter.required("Name");
            if (!name.equals(modelled)) {
                throw RdsErrors.invalidValue("Unrecognized filter name: " + name);
            }
            values.addAll(filter.list("Values.Value"));
        }
        return values;
    }

    private static boolean isNamed(DbCluster cluster, List<String> names) {
        return names.contains(cluster.name().identifier()) || names.contains(cluster.arn());
    }

    Xml xml(DbCluster cluster, Instant now) {
        ClusterDefinition definition = cluster.definition();
        DatabaseEngine.Address reader = cluster.engine().address(DatabaseEngine.Access.READ);
        DatabaseEngine.Address shown = cluster.showsWriter(world.physics(), now)
                ? cluster.engine().address(DatabaseEngine.Access.WRITE)
                : reader;
        Xml xml = Xml.element(
                "DBCluster",
                Xml.text("DBClusterIdentifier", cluster.name().identifier()),
                Xml.text("DBClusterArn", cluster.arn()),
                Xml.text("DbClusterResourceId", cluster.resourceId()),
                Xml.text("Status", cluster.status(world.physics(), now)),
                Xml.text("Endpoint", shown.host()),
                Xml.text("ReaderEndpoint", reader.host()),
                Xml.text("Port", shown.port()),
                Xml.text("Engine", definition.engine()),
                Xml.text("EngineVersion", definition.engineVersion()),
                Xml.text("EngineMode", "provisioned"),
                Xml.text("DatabaseName", definition.databaseName()),
                Xml.text("MasterUsername", definition.masterUsername()),
                Xml.text("MultiAZ", cluster.instances().size() > 1),
                Xml.text("StorageEncrypted", false),
                Xml.text("DeletionProtection", cluster.isDeletionProtected()),
                Xml.text("DBClusterParameterGroup", "default." + definition.engine()),
                Xml.text("BackupRetentionPeriod", 1),
                Xml.time("ClusterCreateTime", cluster.createdAt()),
                Xml.list("DBClusterMembers", cluster.instances(), instance -> member(cluster, instance, now)));
        if (definition.instanceClass().equals(SERVERLESS)) {
            xml.add(Xml.element(
                    "ServerlessV2ScalingConfiguration", Xml.text("MinCapacity", 0.5), Xml.text("MaxCapacity", 16.0)));
        }
        if (!cluster.securityGroups().isEmpty()) {
            xml.add(Xml.list(
                    "VpcSecurityGroups",
                    cluster.securityGroups(),
                    group -> Xml.element(
                            "VpcSecurityGroupMembership",
                            Xml.text("VpcSecurityGroupId", group),
                            Xml.text("Status", "active"))));
        }
        xml.add(world.tags().xml(cluster.arn()));
        world.subnetGroup(cluster).ifPresent(group -> xml.add(Xml.text("DBSubnetGroup", group.name())));
        world.globalOf(cluster, now).ifPresent(global -> {
            xml.add(Xml.text("GlobalClusterIdentifier", global.identifier()));
            xml.add(Xml.text("GlobalWriteForwardingStatus", "disabled"));
        });
        return xml;
    }

    private Xml member(DbCluster cluster, DbInstance instance, Instant now) {
        boolean first = instance.equals(cluster.instances().getFirst());
        return Xml.element(
                "DBClusterMember",
                Xml.text("DBInstanceIdentifier", instance.identifier()),
                Xml.text("IsClusterWriter", first && cluster.showsWriter(world.physics(), now)),
                Xml.text("DBClusterParameterGroupStatus", "in-sync"),
                Xml.text("PromotionTier", 1));
    }

    Xml xml(String name, DbCluster cluster, DbInstance instance, CallContext context) {
        String status = cluster.status(instance, world.physics(), context.now());
        Xml xml = Xml.element(
                name,
                Xml.text("DBInstanceIdentifier", instance.identifier()),
                Xml.text("DBInstanceArn", arn(instance, context)),
                Xml.text("DBInstanceClass", instance.instanceClass()),
                Xml.text("DBInstanceStatus", status),
                Xml.text("DBClusterIdentifier", cluster.name().identifier()),
                Xml.text("Engine", cluster.definition().engine()),
                Xml.text("EngineVersion", cluster.definition().engineVersion()),
                Xml.text("AvailabilityZone", instance.zone()),
                Xml.text("PromotionTier", 1),
                Xml.text("PubliclyAccessible", false),
                world.tags().xml(arn(instance, context)));
        if (instance.isAvailable(context.now())) {
            DatabaseEngine.Address address = cluster.engine().address(DatabaseEngine.Access.READ);
            xml.add(Xml.time("InstanceCreateTime", instance.createdAt()));
            xml.add(Xml.element("Endpoint", Xml.text("Address", address.host()), Xml.text("Port", address.port())));
        }
        return xml;
    }

    private static String arn(DbInstance instance, CallContext context) {
        return context.arn("rds", "db:" + instance.identifier());
    }
}
