package dev.pilotlight.readiness;

import dev.pilotlight.database.ReplicationLag;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The lag of the last minutes is within what a promotion may lose. A sample that is missing is unknown, not zero. */
final class ReplicationLagCheck implements Check {
    private static final Duration LATELY = Duration.ofMinutes(5);

    private final ReplicationLag lag;

    ReplicationLagCheck(ReplicationLag lag) {
        this.lag = lag;
    }

    @Override
    public Topic topic() {
        return Topic.REPLICATION_LAG;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Database database : plan.databases()) {
            Optional<ReplicationLag.Sample> newest = lag.samples(database, now.minus(LATELY), now).stream()
                    .filter(ReplicationLag.Sample::usable)
                    .findFirst();
            look(database, newest, tally);
        }
        return tally.finding("the plan has no databases");
    }

    private static void look(Database database, Optional<ReplicationLag.Sample> newest, Tally tally) {
        if (newest.isEmpty()) {
            tally.unknown(
                    database.name() + ": no sample of AuroraGlobalDBRPOLag in the last 5 minutes",
                    "see whether the cluster replicates; a failover without a known lag asks a person");
            return;
        }
        long millis = (long) Math.ceil(newest.get().millis());
        String measured =
                database.name() + ": " + millis + " ms behind, " + Durations.format(database.maxLag()) + " may be lost";
        if (Duration.ofMillis(millis).compareTo(database.maxLag()) <= 0) {
            tally.ready(measured);
        } else {
            tally.notReady(
                    measured, "find out why the replication is slow; until then a failover would ask a person first");
        }
    }
}
