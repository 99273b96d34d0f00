package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plan's newest outage, as the item {@code PLAN#<plan> / OUTAGE} says: however many alarms announce it, it has one
 * number and one run.
 *
 * @param number from 1; it grows by one with each outage of the plan
 * @param execution the run's name
 * @param began when the primary failed, as far as the announcement knows
 * @param openedAt when it was announced
 * @param endedAt when its run ended; {@link Instant#EPOCH} while it is open
 * @param end how its run ended: a verdict, or empty while it is open, or {@code REFUSED} when it never began
 * @param evidence what announced it, as JSON
 */
public record Outage(
        long number,
        State state,
        String execution,
        Instant began,
        Instant openedAt,
        Instant endedAt,
        String end,
        String evidence) {

    /** The end of an outage whose run was refused before it held anything; it causes no cooldown. */
    static final String REFUSED = "REFUSED";

    /** Whether the outage has a run that goes on. */
    public enum State {
        /** It has, or will have as soon as the state machine is started. */
        OPEN,
        /** Its run has ended. */
        CLOSED
    }

    /** An announced outage. */
    static Outage open(long number, String execution, Instant began, Instant openedAt, String evidence) {
        return new Outage(number, State.OPEN, execution, began, openedAt, Instant.EPOCH, "", evidence);
    }

    Outage closed(Instant at, String how) {
        return new Outage(number, State.CLOSED, execution, began, openedAt, at, how, evidence);
    }

    /** The same outage, whose next run goes on where the last one needed a person. */
    Outage resumed(String next) {
        return new Outage(number, State.OPEN, next, began, openedAt, Instant.EPOCH, "", evidence);
    }

    /** Whether a run is going on, or has stopped in the middle and waits for a person. */
    public boolean isUnfinished() {
        return state == State.OPEN || end.equals(Verdict.NEEDS_HUMAN.name());
    }

    /** Whether its run has ended with a verdict after which nobody goes on with it. */
    boolean isClosed() {
        return state == State.CLOSED && !isUnfinished() && !end.equals(REFUSED);
    }

    /** Whether its run has brought the application up in the recovery Region, where it has been since. */
    public boolean isFailedOver() {
        return end.equals(Verdict.SUCCEEDED.name());
    }

    /**
     * When the next outage may be announced; empty when that is at any time. Who has no cooldown to wait for does not
     * ask when the last run ended, which a clock may have written down that was wrong.
     */
    public Optional<Instant> cooledDownAt(Duration cooldown) {
        return end.equals(REFUSED) || cooldown.isZero() ? Optional.empty() : Optional.of(endedAt.plus(cooldown));
    }

    /** Whether an alarm that rang then has been dealt with: it can be delivered again, hours later. */
    boolean covers(Instant rang) {
        return !end.equals(REFUSED) && rang.isBefore(endedAt);
    }

    /** The name of the run that an alarm starts for an outage. */
    public static String execution(PlanName plan, long number) {
        return plan + "-" + number;
    }

    JournalTable.Item item(PlanName plan) {
        TreeMap<String, Object> attributes = new TreeMap<>(condition().attributes());
        attributes.put("began", began.toString());
        attributes.put("openedAt", openedAt.toString());
        attributes.put("endedAt", endedAt.toString());
        attributes.put("end", end);
        attributes.put("evidence", evidence);
        return new JournalTable.Item(Keys.outage(plan), attributes);
    }

    /** That it has not been advanced, closed or resumed since this was read. */
    JournalTable.Condition.Holds condition() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("number", number);
        attributes.put("state", Words.of(state));
        attributes.put("execution", execution);
        return new JournalTable.Condition.Holds(attributes);
    }

    static Outage of(JournalTable.Item item) {
        return new Outage(
                item.number("number"),
                Words.parse(State.class, item.text("state")),
                item.text("execution"),
                Instant.parse(item.text("began")),
                Instant.parse(item.text("openedAt")),
                Instant.parse(item.text("endedAt")),
                item.text("end"),
                item.text("evidence"));
    }
}
