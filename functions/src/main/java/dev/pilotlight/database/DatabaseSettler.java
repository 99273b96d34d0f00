package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the recovery Region shows of promotions, and of instances that were created for them. */
public final class DatabaseSettler {
    private final GlobalDatabases databases;

    public DatabaseSettler(GlobalDatabases databases) {
        this.databases = databases;
    }

    /** Whether the cluster has an instance. */
    public Trace instanceCreated(Plan plan, Act act) {
        return look(plan, act, state -> Trace.of(!state.instances().isEmpty()));
    }

    /** Whether the cluster has lost the instance that was created in it, or is losing it. */
    public Trace instanceDeleted(Plan plan, Act act) {
        return look(
                plan,
                act,
                state -> Trace.of(state.instances().stream()
                        .noneMatch(instance -> instance.name().equals(act.token()) && !instance.deleting())));
    }

    /** Whether the cluster stands alone, or is on its way there. */
    public Trace detached(Plan plan, Act act) {
        return look(plan, act, state -> switch (state.membership()) {
            case NONE -> found(state);
            case WRITER -> new Trace.Nothing();
            case READER -> state.failover().isEmpty() && state.promoting() ? found(state) : atRest(state);
        });
    }

    /** Whether the cluster is the writer of its global cluster, or is on its way there. */
    public Trace failedOver(Plan plan, Act act) {
        return look(plan, act, state -> switch (state.membership()) {
            case WRITER -> found(state);
            case NONE -> new Trace.Nothing();
            case READER -> state.failover().isPresent() ? found(state) : atRest(state);
        });
    }

    /**
     * Whether a cluster has changed places with the one that comes home. It follows then, and nothing is under way any
     * more; what is described late shows it as the writer that it was.
     */
    public Trace switchedOver(Database database) {
        return look(database, state -> switch (state.membership()) {
            case READER -> state.failover().isEmpty() && state.available() ? found(state) : atRest(state);
            case WRITER ->
                state.failover().isEmpty()
                        ? new Trace.Nothing()
                        : new Trace.Unclear(
                                "a switchover is " + state.failover().get());
            case NONE -> new Trace.Nothing();
        });
    }

    /** A reader that changes, and does not say into what, may be having the effect. */
    private static Trace atRest(DatabaseState state) {
        return state.available() && state.failover().isEmpty()
                ? new Trace.Nothing()
                : new Trace.Unclear("the recovery cluster is " + state.status()
                        + state.failover()
                                .map(status -> ", a failover is " + status)
                                .orElse(""));
    }

    private static Trace found(DatabaseState state) {
        Membership membership = state.membership();
        return new Trace.Found(Map.of("membership", membership.name(), "status", state.status()));
    }

    private Trace look(Plan plan, Act act, Function<DatabaseState, Trace> what) {
        Optional<Database> database = plan.databases().stream()
                .filter(one -> one.recoveryCluster().value().equals(act.target()))
                .findFirst();
        return database.isEmpty()
                ? new Trace.Unclear("the plan names no cluster " + act.target())
                : look(database.get(), what);
    }

    private Trace look(Database database, Function<DatabaseState, Trace> what) {
        try {
            return what.apply(databases.read(database));
        } catch (NotPromotableException gone) {
            return new Trace.Unclear(String.valueOf(gone.getMessage()));
        }
    }
}
