package dev.pilotlight.drill;

import dev.pilotlight.drill.DrillDatabases.Cluster;
import dev.pilotlight.drill.DrillDatabases.Server;
import dev.pilotlight.drill.DrillDatabases.Snapshot;
import dev.pilotlight.drill.DrillDatabases.Stock;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Change;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a database for a drill out of the recovery cluster: a snapshot, a cluster restored from it, and a server. The
 * recovery cluster itself is only read.
 */
final class RestoreDrillDatabase {
    private static final Set<String> DEAD = Set.of("failed", "error", "deleting", "incompatible-restore");

    /** RDS is eventually consistent: what was just asked for may not be described for a moment. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(2);

    private final DrillDatabases databases;

    RestoreDrillDatabase(DrillDatabases databases) {
        this.databases = databases;
    }

    /** The name of what a drill makes of a database: short enough for RDS, and the same in every call of a run. */
    static String name(Run run, Database database) {
        String all = run.plan() + "/" + database.name();
        String hash = Digests.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        return DrillDatabases.PREFIX + run.epoch() + "-" + hash;
    }

    /** Looks at what is there and takes the next step. */
    Outcome advance(Plan plan, Database database, Run run, Lease lease, Instant now) {
        try {
            return new Attempt(plan, DrilledPlan.drill(plan), database, name(run, database), Deeds.of(lease), now)
                    .advance();
        } catch (DrillRejectedException rejected) {
            return failed(database, String.valueOf(rejected.getMessage()));
        }
    }

    private static Outcome failed(Database database, String why) {
        return new Outcome.Refused(
                Guard.DRILL_DATABASE_FAILED,
                "database " + database.name() + ": " + why,
                "look at the recovery cluster and at the quotas of clusters and snapshots in its Region");
    }

    /** One call for one database. */
    private final class Attempt {
        private final Plan plan;
        private final Drill drill;
        private final Database database;
        private final String name;
        private final Deeds deeds;
        private final Instant now;

        Attempt(Plan plan, Drill drill, Database database, String name, Deeds deeds, Instant now) {
            this.plan = plan;
            this.drill = drill;
            this.database = database;
            this.name = name;
            this.deeds = deeds;
            this.now = now;
        }

        Outcome advance() throws DrillRejectedException {
            Stock stock = databases.of(plan.plan());
            Optional<Snapshot> snapshot = stock.snapshots().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (snapshot.isEmpty()) {
                return make(
                        Act.Kind.CREATE_DRILL_SNAPSHOT,
                        permit -> databases.snapshot(permit, plan.plan(), database, name));
            }
            settle(Act.Kind.CREATE_DRILL_SNAPSHOT);
            if (!snapshot.get().isComplete()) {
                return wait("snapshot", snapshot.get().status());
            }
            Optional<Cluster> cluster = stock.clusters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (cluster.isEmpty()) {
                return make(
                        Act.Kind.RESTORE_DRILL_CLUSTER,
                        permit -> databases.restore(permit, plan.plan(), database, name, drill.securityGroups()));
            }
            settle(Act.Kind.RESTORE_DRILL_CLUSTER);
            return cluster.get().status().equals("available")
                    ? serve(cluster.get())
                    : wait("cluster", cluster.get().status());
        }

        private Outcome serve(Cluster cluster) throws DrillRejectedException {
            Optional<Server> server = cluster.servers().stream().findFirst();
            if (server.isEmpty()) {
                return make(
                        Act.Kind.CREATE_DRILL_INSTANCE,
                        permit -> databases.createInstance(permit, plan.plan(), database, name));
            }
            settle(Act.Kind.CREATE_DRILL_INSTANCE);
            if (!server.get().status().equals("available")) {
                return wait("server", server.get().status());
            }
            return Outcome.done(Map.of("database", database.name(), "cluster", name, "endpoint", cluster.endpoint()));
        }

        private Outcome make(Act.Kind kind, Request request) throws DrillRejectedException {
            boolean asked = deeds.of(kind, name).stream()
                    .anyMatch(deed ->
                            deed.happened() && deed.at().plus(UNDESCRIBED).isAfter(now));
            if (!asked) {
                Change<DrillRejectedException> change = permit -> {
                    request.send(permit);
                    return Map.of();
                };
                deeds.carryOut(new Act(kind, name, name), change);
            }
            return new Outcome.Pending("database " + database.name() + ": " + kind + " of " + name + " was asked for");
        }

        private Outcome wait(String what, String status) {
            return DEAD.contains(status)
                    ? failed(database, "the " + what + " " + name + " is " + status)
                    : new Outcome.Pending(
                            "database " + database.name() + ": the " + what + " " + name + " is " + status);
        }

        private void settle(Act.Kind kind) {
            deeds.settleOpen(kind, name, new Settlement.Happened(Map.of()));
        }
    }

    /** One request that a permit is for. */
    @FunctionalInterface
    private interface Request {
        void send(Permit permit) throws DrillRejectedException;
    }
}
