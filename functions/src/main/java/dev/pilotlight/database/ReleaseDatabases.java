package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Undoes what {@link PromoteDatabase} does before it promotes: deletes the instance that was created in a cluster
 * without any. There may be nothing to undo. A promotion itself is never undone, and a cluster that has left its role
 * keeps its instance, whoever made it leave.
 */
public final class ReleaseDatabases {
    /** How long a creation is waited for that RDS does not describe: longer than a late request takes to arrive. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(2);

    private final GlobalDatabases databases;

    public ReleaseDatabases(GlobalDatabases databases) {
        this.databases = databases;
    }

    /** Looks at what was created and takes the next step towards its end. */
    public Outcome advance(Plan plan, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        for (Database database : plan.databases()) {
            Optional<Outcome> waiting = release(database, deeds, now);
            if (waiting.isPresent()) {
                return waiting.get();
            }
        }
        return Outcome.done(Map.of());
    }

    private Optional<Outcome> release(Database database, Deeds deeds, Instant now) {
        List<Deed> creations = notFailed(deeds, Act.Kind.CREATE_DATABASE_INSTANCE, database);
        if (creations.isEmpty()) {
            return Optional.empty();
        }
        try {
            return release(database, databases.read(database), deeds, creations.getLast(), now);
        } catch (NotPromotableException gone) {
            return Optional.of(new Outcome.Pending(
                    "the instance of " + database.name() + " cannot be deleted now: " + gone.getMessage()));
        }
    }

    private Optional<Outcome> release(Database database, DatabaseState state, Deeds deeds, Deed creation, Instant now)
            throws NotPromotableException {
        String name = GlobalDatabases.createdInstance(database);
        if (state.left()) {
            return Optional.of(kept(database, name));
        }
        Optional<Instance> instance = state.instances().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        if (instance.isPresent() && !instance.get().deleting()) {
            Act act = new Act(
                    Act.Kind.DELETE_DATABASE_INSTANCE,
                    database.recoveryCluster().value(),
                    name);
            deeds.carryOut(act, permit -> {
                databases.deleteInstance(permit, database);
                return Map.of("instance", name);
            });
            return Optional.of(new Outcome.Pending("the instance " + name + " is being deleted"));
        }
        boolean seen = instance.isPresent()
                || notFailed(deeds, Act.Kind.DELETE_DATABASE_INSTANCE, database).stream()
                        .anyMatch(deletion -> deletion.sequence() > creation.sequence());
        if (!seen && creation.at().plus(UNDESCRIBED).isAfter(now)) {
            return Optional.of(new Outcome.Pending("waiting to see whether the instance " + name + " is created"));
        }
        settle(database, deeds, seen);
        return Optional.empty();
    }

    private static void settle(Database database, Deeds deeds, boolean seen) {
        String cluster = database.recoveryCluster().value();
        deeds.settleOpen(
                Act.Kind.CREATE_DATABASE_INSTANCE,
                cluster,
                seen
                        ? new Settlement.Happened(Map.of())
                        : new Settlement.DidNotHappen("RDS describes no instance of this name"));
        deeds.settleOpen(Act.Kind.DELETE_DATABASE_INSTANCE, cluster, new Settlement.Happened(Map.of()));
    }

    private static Outcome kept(Database database, String name) {
        return new Outcome.Refused(
                Guard.UNSETTLED,
                "the recovery cluster of " + database.name() + " is no reader any more, although this run has not "
                        + "promoted it; its instance " + name + " is kept",
                "find out who has promoted it; resume this run once it is settled which side takes writes");
    }

    private static List<Deed> notFailed(Deeds deeds, Act.Kind kind, Database database) {
        return deeds.of(kind, database.recoveryCluster().value()).stream()
                .filter(deed -> !deed.failed())
                .toList();
    }
}
