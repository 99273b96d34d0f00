package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.Site;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.world.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of an application is in its home Region, seen from outside: as {@link Truth}, for the way home. */
public final class HomeTruth {
    /** How a cluster begins among the data. */
    public static final String CLUSTER = "cluster ";

    /** How a snapshot of a cluster begins among the data. */
    public static final String SNAPSHOT = "cluster snapshot ";

    /** What the application's words say where data of the old primary is kept in a snapshot. */
    public static final String KEPT = "with a snapshot";

    /** What the application's words say where a person was told what to do by hand, instead of its being done. */
    public static final String TOLD = "and a person was told how to keep a snapshot";

    private final Twin twin;
    private final Truth truth;
    private final Optional<Destination> destination;

    HomeTruth(Twin twin, Truth truth) {
        this.twin = twin;
        this.truth = truth;
        this.destination = truth.plan().homeward().map(home -> new Destination(twin, home));
    }

    /** What the plan launches at home. */
    public List<Tier> tiers() {
        Failback failback = truth.plan().failback();
        return failback == null ? List.of() : failback.tiers();
    }

    /** What has to work at home before visitors are led there. */
    public List<Site> sites() {
        Failback failback = truth.plan().failback();
        return failback == null ? List.of() : failback.sites();
    }

    /** Whether the database takes writes at home, as a member of its global cluster. */
    public boolean writes(Database database) {
        return truth.writers(database).contains(database.primaryCluster().value()) && isWriter(database);
    }

    /** Whether the cluster at home is the one that is to take the writes, even if its Region is lost. */
    public boolean isWriter(Database database) {
        return twin.rds()
                .writerOf(database.globalCluster().value(), truth.now())
                .filter(database.primaryCluster().value()::equals)
                .isPresent();
    }

    /** Whether the home Region has been lost for at least so long. */
    public boolean isLostFor(Duration span) {
        return truth.primaryDownSince()
                .filter(since -> !since.plus(span).isAfter(truth.now()))
                .isPresent();
    }

    /** Whether visitors are led to the home Region. */
    public boolean isServed() {
        return truth.hasSwitch() && !truth.trafficMoved();
    }

    /** What of the application is at home; empty when the plan does not lead there. */
    public Optional<Destination> destination() {
        return destination;
    }

    /** What the metric of the lag of the cluster at home holds, the oldest sample first. */
    public List<Datum> lagSamples(Database database) {
        return destination.map(home -> home.lagSamples(database)).orElse(List.of());
    }

    /** The instances of a tier at home that a run has launched and that are not gone. */
    public List<Ec2Service.Sight> instances(Tier tier) {
        return destination.map(home -> home.instances(tier)).orElse(List.of());
    }

    /** What holds data at home for as long as nobody deletes it: clusters and their snapshots, by their names. */
    public List<String> data() {
        return data(truth.primary());
    }

    /** The same in the recovery Region. */
    public List<String> dataAway() {
        return data(truth.recovery());
    }

    private List<String> data(String region) {
        List<String> deleted = twin.rds().deletedClusters(region);
        return twin.rds().everything(region, truth.now()).stream()
                .filter(what -> what.startsWith(CLUSTER) && !what.contains(" rds:"))
                .filter(what -> !deleted.contains(what.substring(CLUSTER.length())))
                .toList();
    }

    /** The servers at home that nobody has asked to delete, and the cluster of each. */
    public Map<String, String> servers() {
        Map<String, String> servers = new TreeMap<>();
        data().stream()
                .filter(what -> !what.startsWith(SNAPSHOT))
                .map(what -> what.substring(CLUSTER.length()))
                .forEach(cluster ->
                        twin.rds().servers(truth.primary(), cluster).forEach(server -> servers.put(server, cluster)));
        return servers;
    }

    /** Whether a snapshot at home with a name that begins so is complete. */
    public boolean hasSnapshot(String beginning) {
        return twin.rds().availableSnapshots(truth.primary(), truth.now()).stream()
                .anyMatch(name -> name.startsWith(beginning));
    }

    /** The application in both Regions in words, without ids and moments: equal words, equal states. */
    public List<String> application() {
        List<String> lines = new ArrayList<>(truth.application());
        List<String> data = data();
        long snapshots = data.stream().filter(what -> what.startsWith(SNAPSHOT)).count();
        lines.add("at home: " + (data.size() - snapshots) + " clusters, "
                + (snapshots > 0 ? KEPT : isTold() ? TOLD : "without a snapshot"));
        lines.addAll(truth.oldData().words());
        for (Database database : truth.plan().databases()) {
            lines.add("database " + database.name() + ": writes at home " + writes(database) + ", of "
                    + truth.writers(database).size() + " writers");
        }
        destination.ifPresent(home -> {
            home.tiers().forEach(tier -> lines.add("at home " + machines(tier, home)));
            truth.plan().bindings().forEach(binding -> lines.add("at home " + home.bound(binding)));
        });
        return lines;
    }

    private boolean isTold() {
        return truth.told().stream().anyMatch(message -> message.contains("aws rds copy-db-cluster-snapshot"));
    }

    private static String machines(Tier tier, Destination home) {
        return switch (tier) {
            case InstanceTier _ ->
                "tier " + tier.name() + ": " + home.instances(tier).size() + " instances";
            case ScalingTier scaling -> "tier " + tier.name() + ": " + home.group(scaling);
        };
    }

    /** Everything about the twin that a call could depend on, in words: equal words, equal situations. */
    public String situation() {
        String machines = destination.map(Destination::machines).orElse("");
        return truth.situation() + '\n' + String.join("\n", application()) + '\n' + machines + '\n' + data();
    }
}
