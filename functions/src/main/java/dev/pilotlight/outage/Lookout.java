package dev.pilotlight.outage;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at primaries by schedule, from the recovery Region, without waiting for an alarm: alarms on health checks live
 * in us-east-1, and fail with it. What counts is the plan's own quorum, so the looks are as careful as a run's.
 */
final class Lookout {
    private final Signals signals;
    private final JournalTable table;

    Lookout(Signals signals, JournalTable table) {
        this.signals = signals;
        this.table = table;
    }

    /**
     * An outage that has lasted for its plan's window.
     *
     * @param votes as evidence
     */
    record Lasting(Watch watch, List<Map<String, Object>> votes) {}

    /** When a plan's primary was last looked at. */
    Instant lookedAt(PlanName plan) {
        return Watch.of(table, plan).lookedAt();
    }

    /**
     * Looks once.
     *
     * @param at the schedule's time; the same or an earlier one than the last changes nothing
     * @param now the host's clock, against which the age of samples is judged
     * @return an outage, when this look shows that one has lasted for long enough
     */
    Optional<Lasting> look(Plan plan, Instant at, Instant now) {
        Watch before = Watch.of(table, plan.plan());
        if (!before.lookedAt().isBefore(at)) {
            return Optional.empty();
        }
        Signals.Poll poll = signals.ask(plan, now);
        Tally tally = new Tally(
                poll.votes(), plan.outage().quorum(), poll.controlSilent().isEmpty());
        Watch after = before.after(tally, at);
        boolean isOurs = after.writeTo(table);
        return isOurs && after.hasLasted(plan.outage().window())
                ? Optional.of(new Lasting(
                        after, tally.votes().stream().map(Vote::facts).toList()))
                : Optional.empty();
    }
}
