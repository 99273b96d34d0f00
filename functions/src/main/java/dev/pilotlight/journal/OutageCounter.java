package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives each outage of a plan one number, whoever announces it and how often. */
public final class OutageCounter {
    private static final int ATTEMPTS = 5;

    private final JournalTable table;

    public OutageCounter(JournalTable table) {
        this.table = table;
    }

    /** The plan's newest outage. */
    public Optional<Outage> newest(PlanName plan) {
        return table.get(Keys.outage(plan)).map(Outage::of);
    }

    /** What became of an announcement. */
    public sealed interface Announcement {
        /** It is a new outage. */
        record Fresh(Outage outage) implements Announcement {}

        /** It belongs to an outage whose run has not finished. */
        record Joined(Outage outage) implements Announcement {}

        /** It comes too soon after the last run. */
        record TooSoon(Outage last, Instant until) implements Announcement {}
    }

    /**
     * Announces an outage, or joins the one that is there.
     *
     * @param began when the primary failed, as far as the announcement knows
     * @param cooldown how long after a run nothing is announced; zero when a person declares it
     * @param evidence what announces it, as JSON
     */
    public Announcement announce(PlanName plan, Instant began, Duration cooldown, String evidence, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Outage> last = newest(plan);
            if (last.isPresent() && last.get().isUnfinished()) {
                return new Announcement.Joined(last.get());
            }
            if (last.isPresent() && now.isBefore(last.get().cooledDownAt(cooldown))) {
                return new Announcement.TooSoon(last.get(), last.get().cooledDownAt(cooldown));
            }
            long number = last.map(Outage::number).orElse(0L) + 1;
            Outage next = Outage.open(number, Outage.execution(plan, number), began, now, evidence);
            if (isMade(plan, last, next)) {
                return new Announcement.Fresh(next);
            }
        }
        throw new RetryableConflictException("others announced an outage of " + plan + " at the same time, " + ATTEMPTS
                + " times in a row; call the function again");
    }

    private boolean isMade(PlanName plan, Optional<Outage> last, Outage next) {
        JournalTable.Item item = next.item(plan);
        JournalTable.Condition condition =
                last.<JournalTable.Condition>map(Outage::condition).orElse(new JournalTable.Condition.Absent());
        try {
            return table.commit(List.of(new JournalTable.Write.Put(item, condition)), Tokens.of(item))
                    == JournalTable.Commit.COMMITTED;
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(Keys.outage(plan)).equals(Optional.of(item))) {
                return true;
            }
            throw noAnswer;
        }
    }
}
