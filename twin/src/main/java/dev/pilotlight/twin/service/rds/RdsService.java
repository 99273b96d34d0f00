package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.RegionLife;
import dev.pilotlight.twin.physics.TokenBuckets;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.QueryService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Amazon RDS in all Regions of the twin. Besides the API it offers two things to the composition: methods that put
 * clusters into the world at its beginning, and questions about them from the twin's side, which the API's lags do not
 * touch. Neither may run while the service answers somebody (see {@link dev.pilotlight.twin.wire.Front#exclusively}).
 */
public final class RdsService extends QueryService {
    private final RdsWorld world;
    private final TokenBuckets buckets;

    /** @param secondaries make the databases of clusters that are added later */
    public RdsService(Physics physics, RegionLife life, Identifiers identifiers, SecondaryEngines secondaries) {
        super(Dialect.QUERY, "http://rds.amazonaws.com/doc/2014-10-31/");
        this.world = new RdsWorld(physics.database(), life, identifiers, secondaries);
        this.buckets = new TokenBuckets(physics.throttling(), signingName());
        GlobalClusters globals = new GlobalClusters(world);
        addGlobalOperations(globals, new Promotions(world, globals));
        Clusters clusters = new Clusters(world);
        addClusterOperations(clusters, new Snapshots(world));
        ClusterChanges changes = new ClusterChanges(world, clusters);
        operation("CreateDBCluster", ClusterChanges.CREATE, changes::create);
        operation("ModifyDBCluster", ClusterChanges.MODIFY, changes::modify);
        addRestoreOperations(new Restores(world, clusters), new Deletions(world, clusters));
        operation("DescribeDBSubnetGroups", SubnetGroups.DESCRIBE, new SubnetGroups(world)::describe);
    }

    private void addGlobalOperations(GlobalClusters globals, Promotions promotions) {
        operation("DescribeGlobalClusters", GlobalClusters.DESCRIBE, globals::describe);
        operation("CreateGlobalCluster", GlobalClusters.CREATE, globals::create);
        operation("DeleteGlobalCluster", GlobalClusters.DELETE, globals::delete);
        operation("RemoveFromGlobalCluster", Promotions.REMOVE, promotions::remove);
        operation("FailoverGlobalCluster", Promotions.FAILOVER, promotions::failover);
        operation("SwitchoverGlobalCluster", Promotions.SWITCHOVER, promotions::switchover);
    }

    private void addClusterOperations(Clusters clusters, Snapshots snapshots) {
        operation("DescribeDBClusters", Clusters.DESCRIBE, clusters::describe);
        operation("DescribeDBInstances", Clusters.DESCRIBE_INSTANCES, clusters::describeInstances);
        operation("CreateDBInstance", Clusters.CREATE_INSTANCE, clusters::createInstance);
        operation("CreateDBClusterSnapshot", Snapshots.CREATE, snapshots::create);
        operation("DescribeDBClusterSnapshots", Snapshots.DESCRIBE, snapshots::describe);
        operation("CopyDBClusterSnapshot", Snapshots.COPY, snapshots::copy);
    }

    private void addRestoreOperations(Restores restores, Deletions deletions) {
        operation("RestoreDBClusterFromSnapshot", Restores.RESTORE, restores::restore);
        operation("DeleteDBInstance", Deletions.INSTANCE, deletions::instance);
        operation("DeleteDBCluster", Deletions.CLUSTER, deletions::cluster);
        operation("DeleteDBClusterSnapshot", Deletions.SNAPSHOT, deletions::snapshot);
    }

    @Override
    public String signingName() {
        return "rds";
    }

    @Override
    protected void admit(String action, CallContext context) {
        if (!buckets.take(context.region(), action, context.now())) {
            throw RdsErrors.throttled();
        }
        world.settle(context.now());
    }

    /** Puts a cluster into the world, with its servers ready. */
    public void addCluster(ClusterDefinition definition, DatabaseEngine engine, Instant createdAt) {
        DbCluster cluster = new DbCluster(definition, engine, createdAt, world.newResourceId());
        for (String identifier : definition.instances()) {
            String zone = cluster.name().region() + "a";
            cluster.instances().add(new DbInstance(identifier, definition.instanceClass(), zone, createdAt, createdAt));
        }
        world.add(cluster);
    }

    /** Says in which subnets the servers of some clusters of a Region lie. */
    public void addSubnetGroup(String region, SubnetGroup group) {
        world.subnetGroups(region).put(group.name(), group);
    }

    /** The subnet of the server that takes writes at an endpoint; empty when the world says nothing about it. */
    public Optional<String> subnet(String region, String host) {
        return at(region, host, DatabaseEngine.Access.WRITE)
                .or(() -> at(region, host, DatabaseEngine.Access.READ))
                .flatMap(world::subnetGroup)
                .flatMap(group -> group.subnets().keySet().stream().findFirst());
    }

    /** Joins clusters that are there already to a global database. */
    public void addGlobalCluster(String identifier, String writerArn, List<String> readerArns) {
        GlobalCluster global = new GlobalCluster(identifier, world.newResourceId(), known(writerArn));
        readerArns.forEach(arn -> global.join(known(arn)));
        world.add(global);
    }

    /**
     * The clusters that take writes now, among all that ever belonged to a global database, in the order they joined
     * it. More than one is a split brain.
     */
    public List<String> writers(String globalCluster, Instant now) {
        return world.lineage(globalCluster, now).stream()
                .filter(cluster -> cluster.isWritable(now))
                .map(DbCluster::arn)
                .toList();
    }

    /** Every promotion that a call began, in the order of the calls. */
    public List<PromotionEffect> promotions(String globalCluster) {
        return world.promotions().stream()
                .filter(effect -> effect.globalCluster().equals(globalCluster))
                .toList();
    }

    /** The clusters, servers and snapshots of a Region that are there now, by their identifiers. */
    public List<String> everything(String region, Instant now) {
        world.settle(now);
        List<String> all = new ArrayList<>();
        world.clusters(region).values().forEach(cluster -> {
            all.add("cluster " + cluster.name().identifier());
            cluster.instances().forEach(instance -> all.add("database instance " + instance.identifier()));
        });
        world.snapshots(region).keySet().forEach(snapshot -> all.add("cluster snapshot " + snapshot));
        return all;
    }

    /** The identifiers of the clusters of a Region that nothing can save any more. */
    public List<String> deletedClusters(String region) {
        return world.clusters(region).values().stream()
                .filter(DbCluster::isDeleting)
                .map(cluster -> cluster.name().identifier())
                .toList();
    }

    /** The identifiers of a cluster's servers that nobody has asked to delete; none when there is no such cluster. */
    public List<String> servers(String region, String cluster) {
        return Optional.ofNullable(world.clusters(region).get(cluster)).stream()
                .flatMap(there -> there.instances().stream())
                .filter(server -> !server.isDeleting())
                .map(DbInstance::identifier)
                .toList();
    }

    /** Whether a cluster is there and cannot be deleted as it is. */
    public boolean isDeletionProtected(String region, String cluster) {
        return Optional.ofNullable(world.clusters(region).get(cluster))
                .filter(DbCluster::isDeletionProtected)
                .isPresent();
    }

    /** The identifiers of the snapshots of a Region that are complete. */
    public List<String> availableSnapshots(String region, Instant now) {
        return world.snapshots(region).values().stream()
                .filter(snapshot -> snapshot.isAvailable(now))
                .map(DbSnapshot::identifier)
                .toList();
    }

    /** The security groups around the cluster that answers at an endpoint; none when the world says nothing of them. */
    public List<String> securityGroups(String region, String host) {
        return at(region, host, DatabaseEngine.Access.WRITE)
                .or(() -> at(region, host, DatabaseEngine.Access.READ))
                .map(cluster -> List.copyOf(cluster.securityGroups()))
                .orElse(List.of());
    }

    /** Whether a client in the network of a Region can write at an endpoint. */
    public boolean isWritable(String region, String host, Instant now) {
        settle(now);
        return at(region, host, DatabaseEngine.Access.WRITE)
                .filter(cluster -> cluster.isWritable(now))
                .isPresent();
    }

    /** Whether a client in the network of a Region can read at an endpoint. */
    public boolean isReadable(String region, String host, Instant now) {
        settle(now);
        return at(region, host, DatabaseEngine.Access.READ)
                .or(() -> at(region, host, DatabaseEngine.Access.WRITE))
                .filter(cluster -> cluster.isReadable(now))
                .isPresent();
    }

    /** Whether a cluster has a server that runs, whatever it takes. */
    public boolean hasServers(String clusterArn, Instant now) {
        return world.cluster(clusterArn)
                .filter(cluster -> cluster.isReadable(now))
                .isPresent();
    }

    /** How far a secondary is behind; empty when the metric would have no sample. */
    public Optional<Duration> replicationLag(String clusterArn, Instant now) {
        settle(now);
        return world.cluster(clusterArn)
                .filter(cluster -> !cluster.isCreating(now))
                .flatMap(cluster -> cluster.engine().lag(now));
    }

    /** Everything committed up to this moment is in the cluster; what came later in the old primary is lost. */
    public Instant holdsUntil(String clusterArn, Instant now) {
        settle(now);
        return known(clusterArn).engine().holdsUntil(now);
    }

    /** The ARN of the cluster that a global database's members say is the writer; empty when it has none. */
    public Optional<String> writerOf(String globalCluster, Instant now) {
        return world.global(globalCluster, now)
                .flatMap(global -> global.members().stream()
                        .filter(global::isWriter)
                        .map(DbCluster::arn)
                        .findFirst());
    }

    private void settle(Instant now) {
        world.globals(now);
    }

    private Optional<DbCluster> at(String region, String host, DatabaseEngine.Access access) {
        return world.clusters(region).values().stream()
                .filter(cluster -> cluster.engine().address(access).host().equals(host))
                .findFirst();
    }

    private DbCluster known(String arn) {
        return world.cluster(arn).orElseThrow(() -> new IllegalArgumentException("add the cluster first: " + arn));
    }
}
