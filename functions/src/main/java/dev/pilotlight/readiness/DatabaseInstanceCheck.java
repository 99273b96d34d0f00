package dev.pilotlight.readiness;

import dev.pilotlight.database.DatabaseState;
import dev.pilotlight.database.GlobalDatabases;
import dev.pilotlight.database.NotPromotableException;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.time.Instant;
import java.util.List;

/**
 * Each recovery cluster has an instance that serves, or is headless on purpose: then a failover creates one first, and
 * must know of which class.
 */
final class DatabaseInstanceCheck implements Check {
    private final GlobalDatabases databases;

    DatabaseInstanceCheck(GlobalDatabases databases) {
        this.databases = databases;
    }

    @Override
    public Topic topic() {
        return Topic.DATABASE_INSTANCE;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Database database : plan.databases()) {
            try {
                look(database, databases.read(database), tally);
            } catch (NotPromotableException missing) {
                tally.unknown(
                        database.name() + ": " + missing.getMessage(),
                        "see to the check " + Topic.GLOBAL_CLUSTER.word());
            }
        }
        return tally.finding("the plan has no databases");
    }

    private static void look(Database database, DatabaseState state, Tally tally) {
        String cluster = database.recoveryCluster().identifier();
        List<String> available = state.instances().stream()
                .filter(instance -> instance.status().equals("available"))
                .map(DatabaseState.Instance::name)
                .toList();
        if (!available.isEmpty()) {
            tally.ready(cluster + " has " + String.join(", ", available));
        } else if (!state.instances().isEmpty()) {
            tally.notReady(
                    "no instance of " + cluster + " is available: " + state.instances(),
                    "wait until one is available, or look at its events");
        } else if (database.instanceClass().or(state::newInstanceClass).isPresent()) {
            tally.ready(cluster + " is headless; a failover first creates a "
                    + database.instanceClass().or(state::newInstanceClass).get());
        } else {
            tally.notReady(
                    cluster + " is headless, and nobody has said which class an instance of it should have",
                    "name databases[].instanceClass in the plan, or create an instance now");
        }
    }
}
