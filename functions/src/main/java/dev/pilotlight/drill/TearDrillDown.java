package dev.pilotlight.drill;

import dev.pilotlight.compute.ReleaseInstances;
import dev.pilotlight.drill.DrillDatabases.Cluster;
import dev.pilotlight.drill.DrillDatabases.Server;
import dev.pilotlight.drill.DrillDatabases.Snapshot;
import dev.pilotlight.drill.DrillDatabases.Stock;
import dev.pilotlight.drill.DrillVolumes.DrillVolume;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes down everything that drills of a plan have made, whichever run it was: whoever holds the plan's lease for a
 * drill is the only one who may have something there. There may be nothing.
 */
final class TearDrillDown {
    /** How long something is waited for that was asked for and is not described. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(2);

    private static final Set<String> ON_THE_WAY =
            Set.of("creating", "modifying", "backing-up", "configuring-log-exports");

    private static final String OVER = "DRILL_OVER";

    private final ReleaseInstances instances;
    private final DrillDatabases databases;
    private final DrillVolumes volumes;

    TearDrillDown(ReleaseInstances instances, DrillDatabases databases, DrillVolumes volumes) {
        this.instances = instances;
        this.databases = databases;
        this.volumes = volumes;
    }

    /**
     * Looks at what is there and takes the next step towards its end.
     *
     * @param over whether the drill itself is over. Then nothing is made any more: a launch that is delivered a second
     *     time, late, would never be taken down
     */
    Outcome advance(Plan plan, Lease lease, boolean over, Instant now) {
        if (over) {
            lease.stop(OVER, "everything is taken down");
        }
        Outcome released = instances.advanceToTheLast(DrilledPlan.toTakeDown(plan), lease, now);
        if (!(released instanceof Outcome.Done)) {
            return released;
        }
        Attempt attempt = new Attempt(plan, Deeds.of(lease), now);
        return attempt.deleteVolumes().or(attempt::deleteDatabases).orElseGet(attempt::settled);
    }

    /** One call, after the instances have gone. */
    private final class Attempt {
        private final Plan plan;
        private final Deeds deeds;
        private final Instant now;

        Attempt(Plan plan, Deeds deeds, Instant now) {
            this.plan = plan;
            this.deeds = deeds;
            this.now = now;
        }

        /** What is still to come, or nothing. */
        Optional<Outcome> deleteVolumes() {
            List<DrillVolume> left = volumes.of(plan.plan());
            return left.stream()
                    .filter(volume -> !volume.used())
                    .map(DrillVolume::id)
                    .findFirst()
                    .map(id -> end(Act.Kind.DELETE_DRILL_VOLUME, id, permit -> volumes.delete(permit, id)))
                    .or(() -> left.stream()
                            .findFirst()
                            .map(volume -> new Outcome.Pending(
                                    "waiting until the instance of " + volume.id() + " lets go of it")));
        }

        /** Servers first, then their clusters, then the snapshots; each waits for what RDS is still doing. */
        Optional<Outcome> deleteDatabases() {
            Stock stock = databases.of(plan.plan());
            return stock.clusters().stream()
                    .flatMap(cluster -> delete(cluster).stream())
                    .findFirst()
                    .or(() -> stock.snapshots().stream()
                            .flatMap(snapshot -> delete(snapshot).stream())
                            .findFirst())
                    .or(() -> stock.isEmpty() ? undescribed() : Optional.of(waitFor(stock)));
        }

        private Optional<Outcome> delete(Cluster cluster) {
            Optional<Server> server = cluster.servers().stream()
                    .filter(each -> !each.status().equals("deleting"))
                    .findFirst();
            if (server.isPresent()) {
                String name = server.get().name();
                return ON_THE_WAY.contains(server.get().status())
                        ? Optional.empty()
                        : Optional.of(end(
                                Act.Kind.DELETE_DRILL_INSTANCE,
                                name,
                                permit -> databases.deleteInstance(permit, name)));
            }
            boolean busy = cluster.status().equals("deleting") || ON_THE_WAY.contains(cluster.status());
            return busy
                    ? Optional.empty()
                    : Optional.of(end(
                            Act.Kind.DELETE_DRILL_CLUSTER,
                            cluster.name(),
                            permit -> databases.deleteCluster(permit, cluster.name())));
        }

        private Optional<Outcome> delete(Snapshot snapshot) {
            return snapshot.status().equals("creating") || snapshot.status().equals("deleting")
                    ? Optional.empty()
                    : Optional.of(end(
                            Act.Kind.DELETE_DRILL_SNAPSHOT,
                            snapshot.name(),
                            permit -> databases.deleteSnapshot(permit, snapshot.name())));
        }

        private Outcome end(Act.Kind kind, String name, Request request) {
            boolean asked = deeds.of(kind, name).stream()
                    .anyMatch(deed ->
                            deed.happened() && deed.at().plus(UNDESCRIBED).isAfter(now));
            if (asked) {
                return new Outcome.Pending("waiting for the end of " + name);
            }
            deeds.carryOut(new Act(kind, name, name), permit -> {
                request.send(permit);
                return Map.of();
            });
            return new Outcome.Pending("the end of " + name + " was asked for");
        }

        private static Outcome waitFor(Stock stock) {
            return new Outcome.Pending("waiting for the end of "
                    + Stream.concat(
                                    stock.clusters().stream().map(Cluster::name),
                                    stock.snapshots().stream().map(Snapshot::name))
                            .distinct()
                            .toList());
        }

        /**
         * Nothing is described; but a request without an answer may have worked and show a moment later, and a
         * description may be older than what was made. So what was made is ended by its name, and only the service's
         * word that there is no such thing counts.
         */
        private Optional<Outcome> undescribed() {
            return making().filter(Deed::open)
                    .filter(deed -> deed.at().plus(UNDESCRIBED).isAfter(now))
                    .findFirst()
                    .<Outcome>map(deed -> new Outcome.Pending(
                            "waiting to see whether " + deed.act().target() + " was made"))
                    .or(() -> endUnseen(
                            Act.Kind.CREATE_DRILL_INSTANCE, Act.Kind.DELETE_DRILL_INSTANCE, databases::deleteInstance))
                    .or(() -> endUnseen(
                            Act.Kind.RESTORE_DRILL_CLUSTER, Act.Kind.DELETE_DRILL_CLUSTER, databases::deleteCluster))
                    .or(() -> endUnseen(
                            Act.Kind.CREATE_DRILL_SNAPSHOT, Act.Kind.DELETE_DRILL_SNAPSHOT, databases::deleteSnapshot));
        }

        private Optional<Outcome> endUnseen(Act.Kind made, Act.Kind ended, ByName request) {
            return deeds.of(made).stream()
                    .filter(deed -> !deed.failed())
                    .map(deed -> deed.act().target())
                    .filter(name -> deeds.of(ended, name).stream().noneMatch(Deed::happened))
                    .findFirst()
                    .map(name -> end(ended, name, permit -> request.send(permit, name)));
        }

        private Stream<Deed> making() {
            return Stream.of(
                            Act.Kind.CREATE_DRILL_SNAPSHOT,
                            Act.Kind.RESTORE_DRILL_CLUSTER,
                            Act.Kind.CREATE_DRILL_INSTANCE)
                    .flatMap(kind -> deeds.of(kind).stream());
        }

        Outcome settled() {
            making().filter(Deed::open)
                    .forEach(deed -> settle(
                            deed, new Settlement.DidNotHappen("nothing of that name is described after two minutes")));
            ending().filter(Deed::open).forEach(deed -> settle(deed, new Settlement.Happened(Map.of())));
            List<String> gone = Stream.concat(making(), ending())
                    .map(deed -> deed.act().target())
                    .distinct()
                    .sorted()
                    .toList();
            return Outcome.done(Map.of("gone", gone));
        }

        private Stream<Deed> ending() {
            return Stream.of(
                            Act.Kind.DELETE_DRILL_INSTANCE,
                            Act.Kind.DELETE_DRILL_CLUSTER,
                            Act.Kind.DELETE_DRILL_SNAPSHOT,
                            Act.Kind.DELETE_DRILL_VOLUME)
                    .flatMap(kind -> deeds.of(kind).stream());
        }

        private void settle(Deed deed, Settlement settlement) {
            deeds.settleOpen(deed.act().kind(), deed.act().target(), settlement);
        }
    }

    /** A request about something with a name. */
    @FunctionalInterface
    private interface ByName {
        void send(Permit permit, String name);
    }

    /** One request that a permit is for. */
    @FunctionalInterface
    private interface Request {
        void send(Permit permit);
    }
}
