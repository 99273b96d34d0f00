package dev.pilotlight.outage;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource.AwsHealthSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What AWS says about the primary Region: an open issue speaks against it, and anything else says nothing. */
final class HealthVote {
    /** AWS updates an open issue far more often than this. */
    private static final Duration LONGEST_SILENCE = Duration.ofHours(12);

    private final JournalTable table;

    HealthVote(JournalTable table) {
        this.table = table;
    }

    Vote of(AwsHealthSignal signal, Plan plan, Instant now) {
        return HealthStatement.about(table, plan.regions().primary()).stream()
                .filter(HealthStatement::open)
                .filter(statement -> statement.at().isAfter(now.minus(LONGEST_SILENCE)))
                .findFirst()
                .map(statement -> Vote.unhealthy(
                                signal.name(),
                                signal.vantage(),
                                "AWS Health reports an issue of " + statement.service() + " in " + statement.region())
                        .since(Optional.of(statement.began())))
                .orElseGet(() -> Vote.unknown(
                        signal.name(),
                        signal.vantage(),
                        "AWS Health has no open issue in " + plan.regions().primary()));
    }
}
