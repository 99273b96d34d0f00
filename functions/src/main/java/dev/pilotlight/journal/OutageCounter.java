package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

        /** It belongs to the last outage, whose run has ended, or comes in its cooldown. */
        record Over(Outage last) implements Announcement {}
    }

    /**
     * Announces an outage that an alarm reports, or joins the one that is there.
     *
     * @param rang when the alarm changed its state
     * @param cooldown how long after a run no alarm announces another outage
     * @param evidence what the alarm said
     */
    public Announcement announce(
            PlanName plan, Instant rang, Duration cooldown, Map<String, Object> evidence, Instant now) {
        return announce(
                plan,
                rang,
                last -> last.covers(rang)
                        || last.cooledDownAt(cooldown).filter(now::isBefore).isPresent(),
                evidence,
                now);
    }

    /**
     * Announces an outage that a person declares, or joins the one that is there.
     *
     * @param evidence who and why
     */
    public Announcement declare(PlanName plan, Map<String, Object> evidence, Instant now) {
        return announce(plan, now, last -> false, evidence, now);
    }

    private Announcement announce(
            PlanName plan, Instant began, Predicate<Outage> isOver, Map<String, Object> evidence, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Outage> last = newest(plan);
            if (last.isPresent() && last.get().isUnfinished()) {
                return new Announcement.Joined(last.get());
            }
            if (last.filter(isOver).isPresent()) {
                return new Announcement.Over(last.get());
            }
            long number = last.map(Outage::number).orElse(0L) + 1;
            Outage next = Outage.open(number, Outage.execution(plan, number), began, now, Entry.body(evidence));
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
