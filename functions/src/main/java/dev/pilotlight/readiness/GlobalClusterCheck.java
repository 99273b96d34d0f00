package dev.pilotlight.readiness;

import dev.pilotlight.database.DatabaseState;
import dev.pilotlight.database.GlobalDatabases;
import dev.pilotlight.database.NotPromotableException;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import java.time.Instant;

/** Each recovery cluster is an available reader of its global cluster: that is what a promotion begins from. */
final class GlobalClusterCheck implements Check {
    private final GlobalDatabases databases;

    GlobalClusterCheck(GlobalDatabases databases) {
        this.databases = databases;
    }

    @Override
    public Topic topic() {
        return Topic.GLOBAL_CLUSTER;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Database database : plan.databases()) {
            try {
                look(database, databases.read(database), tally);
            } catch (NotPromotableException missing) {
                tally.notReady(
                        database.name() + ": " + missing.getMessage(),
                        "correct globalCluster and recoveryCluster in the plan, or create what is missing");
            }
        }
        return tally.finding("the plan has no databases");
    }

    private static void look(Database database, DatabaseState state, Tally tally) {
        String cluster = database.recoveryCluster().identifier();
        if (state.membership() != DatabaseState.Membership.READER) {
            tally.notReady(
                    cluster + " is no reader of " + database.globalCluster() + " (" + state.membership() + ")",
                    "after a failover run the failback; else add the cluster to its global cluster again");
        } else if (state.failover().isPresent()) {
            tally.notReady(
                    database.globalCluster() + " is being failed over: "
                            + state.failover().get(),
                    "wait until it has ended, and look at the global cluster again");
        } else if (!state.status().equals("available")) {
            tally.notReady(
                    cluster + " is " + state.status(), "wait until it is available; look at its events if it stays so");
        } else {
            tally.ready(cluster + " is an available reader of " + database.globalCluster());
        }
    }
}
