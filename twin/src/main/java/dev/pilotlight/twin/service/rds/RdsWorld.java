package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.physics.DatabasePhysics;
import dev.pilotlight.twin.physics.RegionLife;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.wire.CallContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the operations share: clusters and snapshots by Region, and the global databases, which all Regions see alike.
 */
final class RdsWorld {
    private final Map<String, Map<String, DbCluster>> clusters = new LinkedHashMap<>();
    private final Map<String, Map<String, DbSnapshot>> snapshots = new LinkedHashMap<>();
    private final Map<String, Map<String, SubnetGroup>> subnetGroups = new LinkedHashMap<>();
    private final Map<String, GlobalCluster> globals = new LinkedHashMap<>();
    private final RdsTags tags = new RdsTags();
    private final List<PromotionEffect> promotions = new ArrayList<>();
    private final DatabasePhysics physics;
    private final RegionLife life;
    private final Identifiers identifiers;
    private final SecondaryEngines secondaries;

    RdsWorld(DatabasePhysics physics, RegionLife life, Identifiers identifiers, SecondaryEngines secondaries) {
        this.physics = physics;
        this.life = life;
        this.identifiers = identifiers;
        this.secondaries = secondaries;
    }

    DatabasePhysics physics() {
        return physics;
    }

    RegionLife life() {
        return life;
    }

    /** The resource id that AWS makes up beside the name a person chose. */
    String newResourceId() {
        return "cluster-" + identifiers.letters(26).toUpperCase(Locale.ROOT);
    }

    RdsTags tags() {
        return tags;
    }

    /** Makes a secondary cluster, which its global database lists at once. */
    DbCluster addSecondary(ClusterDefinition definition, GlobalCluster global, DbCluster leader, Instant now) {
        DatabaseEngine engine = secondaries.following(definition.arn(), leader.engine(), now);
        DbCluster cluster = new DbCluster(definition, engine, now, newResourceId());
        Instant ready = now.plus(physics.instanceCreation());
        cluster.bornFrom(ready);
        add(cluster);
        global.join(cluster, ready.plus(physics.resynchronisation()));
        return cluster;
    }

    /** Forgets what has gone by now, and gives clusters the new names that were asked for. */
    void settle(Instant now) {
        clusters.values().forEach(inRegion -> {
            inRegion.values().forEach(cluster -> cluster.instances().removeIf(instance -> instance.isGone(now)));
            List.copyOf(inRegion.values()).stream()
                    .filter(cluster -> cluster.isGone(now))
                    .forEach(this::forget);
            Map.copyOf(inRegion).forEach((identifier, cluster) -> {
                if (cluster.takesNewName(now)) {
                    rename(identifier, cluster);
                }
            });
        });
    }

    private void rename(String before, DbCluster cluster) {
        String region = cluster.name().region();
        String after = cluster.name().identifier();
        clusters(region).remove(before);
        add(cluster);
        subnetGroups(region)
                .replaceAll((_, group) -> group.clusters().contains(before)
                        ? group.without(before).with(after)
                        : group);
    }

    private void forget(DbCluster cluster) {
        cluster.engine().end();
        String region = cluster.name().region();
        clusters(region).remove(cluster.name().identifier());
        tags.forget(cluster.arn());
        subnetGroups(region)
                .replaceAll((_, group) -> group.without(cluster.name().identifier()));
    }

    /** Puts a cluster into the subnets of a group. */
    void use(String subnetGroup, DbCluster cluster) {
        Map<String, SubnetGroup> groups = subnetGroups(cluster.name().region());
        if (!groups.containsKey(subnetGroup)) {
            throw RdsErrors.noSuchSubnetGroup(subnetGroup);
        }
        groups.computeIfPresent(
                subnetGroup, (_, group) -> group.with(cluster.name().identifier()));
    }

    void add(DbCluster cluster) {
        in(clusters, cluster.name().region()).put(cluster.name().identifier(), cluster);
    }

    Map<String, DbCluster> clusters(String region) {
        return in(clusters, region);
    }

    Map<String, DbSnapshot> snapshots(String region) {
        return in(snapshots, region);
    }

    Map<String, SubnetGroup> subnetGroups(String region) {
        return in(subnetGroups, region);
    }

    /** The subnets that a cluster's servers may lie in; empty when the world says nothing about its network. */
    Optional<SubnetGroup> subnetGroup(DbCluster cluster) {
        return subnetGroups(cluster.name().region()).values().stream()
                .filter(group -> group.clusters().contains(cluster.name().identifier()))
                .findFirst();
    }

    /** A cluster of the caller's Region by its identifier or its ARN. */
    DbCluster cluster(String name, CallContext context) {
        Optional<ClusterName> arn = ClusterName.parse(name);
        boolean elsewhere = arn.isPresent() && !arn.get().region().equals(context.region());
        DbCluster cluster =
                clusters(context.region()).get(arn.map(ClusterName::identifier).orElse(name));
        if (cluster == null || elsewhere) {
            throw RdsErrors.noSuchCluster(name);
        }
        return cluster;
    }

    Optional<DbCluster> cluster(String arn) {
        return ClusterName.parse(arn).map(name -> clusters(name.region()).get(name.identifier()));
    }

    void keep(DbSnapshot snapshot) {
        snapshots(snapshot.region()).put(snapshot.identifier(), snapshot);
    }

    /** Its data is forgotten with the last snapshot that has it. */
    void remove(DbSnapshot snapshot) {
        snapshots(snapshot.region()).remove(snapshot.identifier());
        boolean kept = snapshots.values().stream()
                .flatMap(inRegion -> inRegion.values().stream())
                .anyMatch(other -> other.held().equals(snapshot.held()));
        if (!kept) {
            snapshot.held().forget();
        }
    }

    void add(GlobalCluster global) {
        globals.put(global.identifier(), global);
    }

    void remove(GlobalCluster global) {
        globals.remove(global.identifier());
    }

    /** Every global database, as it is by now. */
    List<GlobalCluster> globals(Instant now) {
        settle(now);
        for (GlobalCluster global : globals.values()) {
            global.takeOwedSnapshots(now).forEach(old -> keep(DbSnapshot.beforeFailover(old, now, physics.snapshot())));
            global.settle(now);
        }
        return List.copyOf(globals.values());
    }

    Optional<GlobalCluster> global(String identifier, Instant now) {
        return globals(now).stream()
                .filter(global -> global.identifier().equals(identifier))
                .findFirst();
    }

    /** The global database that lists a cluster. */
    Optional<GlobalCluster> globalOf(DbCluster cluster, Instant now) {
        return globals(now).stream()
                .filter(global -> global.member(cluster.arn()).isPresent())
                .findFirst();
    }

    /** Every cluster that ever belonged to a global database. */
    List<DbCluster> lineage(String identifier, Instant now) {
        return global(identifier, now).map(GlobalCluster::everyMember).orElse(List.of());
    }

    void record(PromotionEffect effect) {
        promotions.add(effect);
    }

    List<PromotionEffect> promotions() {
        return List.copyOf(promotions);
    }

    private static <T> Map<String, T> in(Map<String, Map<String, T>> byRegion, String region) {
        return byRegion.computeIfAbsent(region, _ -> new LinkedHashMap<>());
    }
}
