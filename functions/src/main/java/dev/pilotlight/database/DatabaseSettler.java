package dev.pilotlight.database;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of promotions, and of instances that were created for them. */
public final class DatabaseSettler implements Settler {
    private final GlobalDatabases databases;

    public DatabaseSettler(GlobalDatabases databases) {
        this.databases = databases;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(Act.Kind.CREATE_DATABASE_INSTANCE, Act.Kind.DETACH_CLUSTER, Act.Kind.FAILOVER_GLOBAL_CLUSTER);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        Optional<Database> database = plan.databases().stream()
                .filter(one -> one.recoveryCluster().value().equals(act.target()))
                .findFirst();
        return database.flatMap(one -> effect(one, act));
    }

    private Optional<Map<String, Object>> effect(Database database, Act act) {
        try {
            DatabaseState state = databases.read(database);
            // A cluster that changes is not at rest: the request is having its effect.
            boolean seen = act.kind() == Act.Kind.CREATE_DATABASE_INSTANCE
                    ? !state.instances().isEmpty()
                    : state.left() || !state.available();
            return seen
                    ? Optional.of(Map.of("membership", state.membership().name(), "status", state.status()))
                    : Optional.empty();
        } catch (NotPromotableException gone) {
            return Optional.empty();
        }
    }
}
