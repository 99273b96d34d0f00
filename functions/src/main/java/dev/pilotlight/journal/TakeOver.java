package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Takes a plan away from the run that holds it, because a person says so; no lease ever ends by a clock. First the
 * table says that the old execution holds nothing any more, so that no new act of it is permitted. Then it is stopped,
 * and what it had already called is waited out. Then every act of which nobody knows is settled by what the world
 * shows. Only after that may the next epoch begin, which <i>Open the record</i> does.
 *
 * <p>A failback goes on by itself, for what it does lies in both Regions. Only when home is lost again after the
 * databases have changed places, and a person declares that, is it given up for a failover, which begins anew.
 *
 * <p>Nothing here looks at a clock: how long was waited is counted by the state machine's own waits.
 */
public final class TakeOver {
    /** Longer than a function may run (30 s) and a call of it may hang after that (3 s). */
    private static final Duration RUNS_OUT = Duration.ofSeconds(45);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final Plans plans;
    private final JournalTable table;
    private final RunningExecutions executions;
    private final BiFunction<Plan, Purpose, Settler> settlers;
    private final Function<Plan, Trace> home;

    /**
     * Over one deployment.
     *
     * @param settlers who looks for the acts that a run of a plan leads to
     * @param home whether the databases of a plan have changed places, so that home takes the writes
     */
    public TakeOver(
            Plans plans,
            JournalTable table,
            RunningExecutions executions,
            BiFunction<Plan, Purpose, Settler> settlers,
            Function<Plan, Trace> home) {
        this.plans = plans;
        this.table = table;
        this.executions = executions;
        this.settlers = settlers;
        this.home = home;
    }

    /**
     * An execution that is to have the plan.
     *
     * @param execution its name
     * @param executionArn its ARN
     * @param declared whether the person says that the primary Region is lost
     * @param reason what the person says
     * @param waited how long the state machine has waited since the old execution was stopped
     */
    public record Taker(
            PlanName plan, String execution, String executionArn, boolean declared, String reason, Duration waited) {

        /**
         * An execution with the input that it was started with. Everything that <i>Open the record</i> would refuse is
         * refused here, before anything is taken away from anybody.
         *
         * @throws RefusedException with {@link Guard#INVALID_INPUT}
         */
        public static Taker of(JsonNode input, String execution, String executionArn, Duration waited) {
            StartInput start = StartInput.read(input);
            if (start.plan().isEmpty() || start.reason().isBlank()) {
                throw new RefusedException(
                        Guard.INVALID_INPUT,
                        "the input: taking over needs the fields plan and reason",
                        "start with {\"plan\":\"<name>\",\"takeover\":true,\"reason\":\"<why>\"}");
            }
            return new Taker(start.plan().get(), execution, executionArn, start.declared(), start.reason(), waited);
        }
    }

    /** Takes the next step; done when the next epoch may begin, or when there was nothing to take over. */
    public Outcome advance(Taker taker, Call call) {
        Optional<Tenure> tenure = table.get(Keys.lease(taker.plan())).map(Tenure::of);
        if (tenure.isEmpty()
                || tenure.get().state() == Tenure.State.RELEASED
                || Purpose.FAILOVER.preempts(tenure.get().purpose())) {
            return Outcome.done(Map.of("taken", false));
        }
        Tenure held = tenure.get();
        if (!held.holder().equals(taker.execution())) {
            return isResumed(taker, held).orElseGet(() -> adopt(taker, held, call.now()));
        }
        if (held.state() == Tenure.State.TAKEN) {
            return Outcome.done(Map.of("taken", true, "epoch", held.epoch().number()));
        }
        List<Entry> history = Journal.history(table, taker.plan(), held.epoch());
        Optional<Entry> adoption = adoption(taker, history);
        if (adoption.isEmpty()
                || held.epoch().number() != adoption.get().epoch().number()) {
            return Outcome.done(Map.of("taken", false));
        }
        return finish(taker, held, adoption.get(), history, call);
    }

    /**
     * Why a run is left to go on by itself, when it is: what a failback does lies in both Regions, and half of it in
     * the one that a failover must not need. One that has not brought the databases home leaves nothing to fail over.
     */
    private Optional<Outcome> isResumed(Taker taker, Tenure held) {
        if (held.purpose() != Purpose.FAILBACK) {
            return Optional.empty();
        }
        if (!taker.declared()) {
            return Optional.of(isResumed(held, ", and nobody declares that home is lost again"));
        }
        Plan plan = pinned(taker.plan(), Journal.history(table, taker.plan(), held.epoch()));
        return switch (home.apply(plan)) {
            case Trace.Found _ -> Optional.empty();
            case Trace.Nothing _ ->
                Optional.of(isResumed(
                        held,
                        ", and the databases are not home: the application is served from "
                                + plan.regions().recovery()));
            case Trace.Unclear(String why) ->
                Optional.of(new Outcome.Pending("whether the databases are home is not known yet: " + why));
        };
    }

    private static Outcome isResumed(Tenure held, String why) {
        return new Outcome.Refused(
                Guard.LEASE_HELD,
                "the failback " + held.holder() + " holds the plan in epoch " + held.epoch() + why,
                "stop it (aws stepfunctions stop-execution) if it hangs, then let it go on: start an execution of the"
                        + " failback machine named " + ExecutionNames.next(held.holder())
                        + "; when the databases are home and home is lost again, start the failover with"
                        + " \"takeover\": true, \"declared\": true and a reason");
    }

    /** When a taker has got the plan itself; the newest time counts. */
    private static Optional<Entry> adoption(Taker taker, List<Entry> history) {
        return history.reversed().stream()
                .filter(entry ->
                        entry.kind().equals(Entry.ADOPTED) && entry.by().equals(taker.execution()))
                .findFirst();
    }

    /** Of two who take a plan over, the later one has it; taking it back and forth would end nowhere. */
    private static Outcome isTakenFrom(Taker taker, Tenure held) {
        return new Outcome.Refused(
                Guard.LEASE_HELD,
                "the execution " + held.holder() + " has taken the plan over in its turn, after " + taker.execution()
                        + " had",
                "leave it to that one; if it hangs, take the plan away from it with a new execution: pilotlight takeover "
                        + taker.plan(),
                Map.of(Holders.OTHER_RUN, held.holder()));
    }

    /** From here on the old execution holds nothing. */
    private Outcome adopt(Taker taker, Tenure held, Instant now) {
        List<Entry> history = Journal.history(table, taker.plan(), held.epoch());
        if (adoption(taker, history).isPresent()) {
            return isTakenFrom(taker, held);
        }
        String old = Journal.executionArn(history, held.holder()).orElseGet(() -> sibling(taker, held.holder()));
        Entry entry = following(
                taker,
                held,
                now,
                Entry.ADOPTED,
                Map.of(
                        "from", held.holder(),
                        "fromArn", old,
                        "executionArn", taker.executionArn(),
                        "reason", taker.reason()));
        Tenure ours = new Tenure(
                held.epoch(),
                held.purpose(),
                taker.execution(),
                now,
                entry.sequence(),
                entry.hash(),
                Tenure.State.HELD,
                true);
        commit(ours, held, entry);
        return new Outcome.Pending("the execution " + held.holder() + " holds the plan no longer; it is stopped next");
    }

    private Outcome finish(Taker taker, Tenure held, Entry adoption, List<Entry> history, Call call) {
        String from = adoption.facts().path("from").asText();
        String fromArn = adoption.facts().path("fromArn").asText();
        if (executions.isRunning(fromArn)) {
            executions.stop(fromArn, "taken over by " + taker.execution() + ": " + taker.reason());
            return waiting(Duration.ZERO, RUNS_OUT, "the execution " + from + " was stopped; its last calls run out");
        }
        if (taker.waited().compareTo(RUNS_OUT) < 0) {
            return waiting(taker.waited(), RUNS_OUT.minus(taker.waited()), "the last calls of " + from + " run out");
        }
        Plan plan = pinned(taker.plan(), history);
        Lease lease = Lease.of(table, run(taker, held, plan), plan, call);
        // What a failback has left open leads the other way, and holds up no failover that goes on with none of it.
        boolean isGoneOnWith = held.purpose() != Purpose.FAILBACK;
        Settling.Result settled =
                new Settling(plan, lease, settlers.apply(plan, held.purpose()), isGoneOnWith, taker.waited()).look();
        return settled.awaited().isPresent()
                ? waiting(
                        taker.waited(),
                        LOOK_AGAIN,
                        "waiting to see what became of " + settled.awaited().get())
                : end(taker, settled.unclear(), call.now());
    }

    /** @param unclear the acts that stay open, and which the next epoch goes on with */
    private Outcome end(Taker taker, List<String> unclear, Instant now) {
        Tenure held = table.get(Keys.lease(taker.plan())).map(Tenure::of).orElseThrow();
        boolean isGoingOn = held.state() == Tenure.State.HELD || held.state() == Tenure.State.ABANDONED;
        if (held.holder().equals(taker.execution()) && isGoingOn) {
            Entry entry = following(
                    taker,
                    held,
                    now,
                    Entry.SETTLED,
                    Map.of("epoch", held.epoch().number(), "unclear", unclear));
            commit(held.after(entry).in(Tenure.State.TAKEN), held, entry);
        }
        return new Outcome.Pending("what can be known of the old run is settled; the next epoch may begin");
    }

    /** Whatever becomes of the answer, the next call reads the table again. */
    private void commit(Tenure next, Tenure before, Entry entry) {
        List<JournalTable.Write> writes = List.of(
                new JournalTable.Write.Put(next.item(Keys.lease(entry.plan())), before.condition()),
                new JournalTable.Write.Put(entry.item(), new JournalTable.Condition.Absent()));
        try {
            if (table.commit(writes, Tokens.of(entry)) == JournalTable.Commit.CONTENDED) {
                throw new RetryableConflictException("others write to the journal of " + entry.plan() + "; call again");
            }
        } catch (RetryableUnavailableException noAnswer) {
            if (!table.get(entry.key()).equals(Optional.of(entry.item()))) {
                throw noAnswer;
            }
        }
    }

    private static Entry following(Taker taker, Tenure held, Instant now, String kind, Map<String, Object> facts) {
        return new Entry(
                taker.plan(),
                held.epoch(),
                held.sequence() + 1,
                now,
                taker.execution(),
                kind,
                Entry.body(facts),
                held.head());
    }

    private static Outcome waiting(Duration waited, Duration pause, String why) {
        return new Outcome.Pending(
                why, pause, Map.of("waited", waited.plus(pause).toSeconds()));
    }

    private Plan pinned(PlanName name, List<Entry> history) {
        String version = history.getFirst().facts().path("planVersion").asText();
        return PlanReader.read(plans.version(name, version)
                .orElseThrow(() -> new BrokenJournalException("version " + version + " of plan " + name
                        + ", which the old run has pinned, is gone; restore it in the bucket"))
                .document());
    }

    private static Run run(Taker taker, Tenure held, Plan plan) {
        return new Run(taker.plan(), "taken over", plan.digest(), taker.execution(), held.epoch(), held.since(), false);
    }

    /** Where the journal does not know the old execution's ARN, it is one of the same machine. */
    private static String sibling(Taker taker, String holder) {
        String arn = taker.executionArn();
        return arn.substring(0, arn.lastIndexOf(':') + 1) + holder;
    }
}
