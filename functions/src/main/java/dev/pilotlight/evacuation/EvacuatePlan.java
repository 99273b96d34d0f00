package dev.pilotlight.evacuation;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.Tokens;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes one plan through an evacuation: it gets a turn from the shared budget, begins its failover when the turn has
 * come and not too many others have failed, and watches how it ends. A failover that has begun is never stopped: past
 * its promotion that would be worse than anything.
 */
final class EvacuatePlan {
    private static final int ATTEMPTS = 5;
    private static final int CROWD_SPREAD_SECONDS = 30;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** An end that is none of these counts as a failure; who left the plan to another run has not failed. */
    private static final List<String> GOOD = List.of("SUCCEEDED", "STOOD_DOWN");

    private final JournalTable table;
    private final Failovers failovers;

    EvacuatePlan(JournalTable table, Failovers failovers) {
        this.table = table;
        this.failovers = failovers;
    }

    /**
     * One plan of an evacuation.
     *
     * @param evacuation its execution's name
     * @param tolerated how many failures it bears
     */
    record Assignment(String evacuation, PlanName plan, String reason, int tolerated) {
        String failover() {
            String name = evacuation + "-" + plan;
            return name.substring(Math.max(0, name.length() - 80));
        }
    }

    /** Takes the next step. */
    Outcome advance(Assignment assignment, Instant now) {
        Optional<Progress> progress = Progress.of(table, assignment.evacuation(), assignment.plan());
        if (progress.isEmpty()) {
            return takeTurn(assignment, now);
        }
        return switch (progress.get().state()) {
            case WAITING -> begin(assignment, progress.get(), now);
            case STARTED -> watch(assignment, progress.get());
            case ENDED -> done(progress.get());
            case LEFT -> done(progress.get());
        };
    }

    private Outcome takeTurn(Assignment assignment, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (failures(assignment) > assignment.tolerated()) {
                return leave(assignment, now);
            }
            Budget budget = Budget.in(table);
            Instant turn = budget.next(now);
            Progress waiting = new Progress(assignment.plan(), Progress.State.WAITING, turn, "", "");
            JournalTable.Item item = waiting.item(assignment.evacuation());
            List<JournalTable.Write> writes =
                    List.of(budget.taken(turn), new JournalTable.Write.Put(item, new JournalTable.Condition.Absent()));
            if (isMade(writes, item)) {
                return waitFor(waiting, now);
            }
        }
        return new Outcome.Pending("other plans took their turns at the same time", ownPause(assignment.plan()));
    }

    /**
     * A thousand plans that ask at the same moment are no trouble, and must not use up the retries that are for it:
     * each asks again, at another moment than most of the others.
     */
    private static Duration ownPause(PlanName plan) {
        return Duration.ofSeconds(1 + Math.floorMod(plan.value().hashCode(), CROWD_SPREAD_SECONDS));
    }

    /** A plan that is not begun takes no turn from the others. */
    private Outcome leave(Assignment assignment, Instant now) {
        Progress left = new Progress(assignment.plan(), Progress.State.LEFT, now, "", "");
        JournalTable.Item item = left.item(assignment.evacuation());
        if (!isMade(List.of(new JournalTable.Write.Put(item, new JournalTable.Condition.Absent())), item)) {
            throw new RetryableConflictException(
                    "plan " + assignment.plan() + " was taken up at the same time; call the step again");
        }
        return done(left);
    }

    private static Outcome waitFor(Progress waiting, Instant now) {
        Duration rest = Duration.between(now, waiting.turn());
        Duration wait = rest.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : rest;
        return new Outcome.Pending(
                "plan " + waiting.plan() + " may begin at " + waiting.turn(),
                wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
    }

    private Outcome begin(Assignment assignment, Progress waiting, Instant now) {
        if (waiting.turn().isAfter(now)) {
            return waitFor(waiting, now);
        }
        if (failures(assignment) > assignment.tolerated()) {
            change(assignment, waiting, waiting.in(Progress.State.LEFT), List.of());
            return done(waiting.in(Progress.State.LEFT));
        }
        String arn = failovers.start(assignment.failover(), assignment.plan(), assignment.reason());
        change(assignment, waiting, waiting.started(arn), List.of());
        return new Outcome.Pending("the failover of plan " + assignment.plan() + " was started");
    }

    private Outcome watch(Assignment assignment, Progress started) {
        Optional<Failovers.End> end = failovers.end(started.execution());
        if (end.isEmpty()) {
            return new Outcome.Pending("the failover of plan " + assignment.plan() + " goes on", Duration.ofSeconds(5));
        }
        Optional<String> other = other(started, end.get());
        if (other.isPresent()) {
            change(assignment, started, started.started(other.get()), List.of());
            return new Outcome.Pending("plan " + assignment.plan() + " is moved by "
                    + end.get().otherRun() + ", which is watched instead");
        }
        boolean failed = !end.get().joined() && !GOOD.contains(end.get().verdict());
        Progress ended = started.ended(end.get().verdict());
        change(assignment, started, ended, failed ? List.of(oneFailureMore(assignment)) : List.of());
        return done(ended);
    }

    /** The failover that has the plan instead: what becomes of the plan is what becomes of that one. */
    private Optional<String> other(Progress watched, Failovers.End end) {
        return end.joined() && !end.otherRun().isEmpty()
                ? failovers.named(end.otherRun()).filter(arn -> !arn.equals(watched.execution()))
                : Optional.empty();
    }

    private static Outcome done(Progress progress) {
        return Outcome.done(Map.of(
                "plan",
                progress.plan().value(),
                "verdict",
                progress.state() == Progress.State.LEFT ? "LEFT" : progress.verdict()));
    }

    private static JournalTable.Key failuresKey(String evacuation) {
        return new JournalTable.Key(Progress.partition(evacuation), "FAILURES");
    }

    private long failures(Assignment assignment) {
        return table.get(failuresKey(assignment.evacuation()))
                .map(item -> item.number("count"))
                .orElse(0L);
    }

    private JournalTable.Write oneFailureMore(Assignment assignment) {
        Optional<JournalTable.Item> kept = table.get(failuresKey(assignment.evacuation()));
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("count", kept.map(item -> item.number("count")).orElse(0L) + 1);
        JournalTable.Condition asRead = kept.<JournalTable.Condition>map(
                        item -> new JournalTable.Condition.Holds(item.attributes()))
                .orElse(new JournalTable.Condition.Absent());
        return new JournalTable.Write.Put(
                new JournalTable.Item(failuresKey(assignment.evacuation()), attributes), asRead);
    }

    /** What somebody else has changed meanwhile is read by the next call. */
    private void change(Assignment assignment, Progress from, Progress to, List<JournalTable.Write> more) {
        JournalTable.Item item = to.item(assignment.evacuation());
        List<JournalTable.Write> writes = new ArrayList<>(more);
        writes.add(new JournalTable.Write.Put(
                item,
                new JournalTable.Condition.Holds(
                        from.item(assignment.evacuation()).attributes())));
        if (!isMade(writes, item)) {
            throw new RetryableConflictException("somebody else wrote down how far plan " + assignment.plan()
                    + " is at the same time; call the step again");
        }
    }

    private boolean isMade(List<JournalTable.Write> writes, JournalTable.Item mark) {
        try {
            return table.commit(writes, Tokens.of(mark)) == JournalTable.Commit.COMMITTED
                    || table.get(mark.key()).equals(Optional.of(mark));
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(mark.key()).equals(Optional.of(mark))) {
                return true;
            }
            throw noAnswer;
        }
    }
}
