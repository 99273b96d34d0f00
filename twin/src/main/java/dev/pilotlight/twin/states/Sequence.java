package dev.pilotlight.twin.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.ErrorHandling;
import dev.pilotlight.twin.states.language.Flow;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.language.StateGraph;
import dev.pilotlight.twin.states.query.Variables;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One sequence of states at work: the machine's own, a branch, or an iteration. It remembers where it is, so that a
 * redriven execution can go on from there.
 */
final class Sequence {
    private final Run run;
    private final StateGraph graph;
    private final Variables variables;
    private final Trail trail;
    private final @Nullable ObjectNode item;
    private BooleanSupplier stopped;
    private @Nullable String position;
    private JsonNode data = NullNode.instance;
    private @Nullable Visit open;
    private @Nullable Work work;

    /**
     * @param item what the context object shows as {@code Map.Item} in an iteration, else null
     * @param stopped whether the sequence must not go on; asked between states
     */
    Sequence(
            Run run,
            StateGraph graph,
            Variables variables,
            Trail trail,
            @Nullable ObjectNode item,
            BooleanSupplier stopped) {
        this.run = run;
        this.graph = graph;
        this.variables = variables;
        this.trail = trail;
        this.item = item;
        this.stopped = stopped;
        this.position = graph.startAt();
    }

    /** A branch of a state of this sequence. */
    Sequence branch(StateGraph branch, @Nullable ObjectNode itemOfBranch, BooleanSupplier branchStopped) {
        ObjectNode shown = itemOfBranch == null ? item : itemOfBranch;
        return new Sequence(run, branch, variables.inner(), trail.fork(), shown, branchStopped);
    }

    Run run() {
        return run;
    }

    Variables variables() {
        return variables;
    }

    Trail trail() {
        return trail;
    }

    /** A fresh context object for a state of this sequence to complete. */
    ObjectNode context() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.setAll(run.context());
        if (item != null) {
            context.putObject("Map").set("Item", item);
        }
        return context;
    }

    /** Says what the first state gets. */
    Sequence with(JsonNode input) {
        data = input;
        return this;
    }

    /**
     * Lets {@link #proceed} go on, in the state where the sequence was stopped or failed, instead of beginning.
     *
     * @param from what this one follows in the history
     */
    void redrive(BooleanSupplier nowStopped, Trail from) {
        stopped = nowStopped;
        trail.follow(from);
        if (open != null) {
            open.beginAgain();
        }
        if (work != null) {
            work.redrive();
        }
    }

    /**
     * Goes through the states.
     *
     * @return the output of the last one
     * @throws StateFailure the failure of a state that nobody caught
     * @throws InterruptedException when the sequence was stopped from outside
     */
    JsonNode proceed() throws StateFailure, InterruptedException {
        while (position != null) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("the sequence was stopped");
            }
            Step step = visit(graph.state(position));
            data = step.output();
            position = step.next();
        }
        return data;
    }

    private Step visit(State state) throws StateFailure, InterruptedException {
        try {
            Visit visit = open == null ? enter(state) : open;
            Step step = execute(visit, state);
            variables.assign(step.assigned());
            trail.record(StateEvents.exited(state), step.details(state.name()));
            open = null;
            work = null;
            return step;
        } catch (HistoryFullException e) {
            throw StateFailure.full(e);
        }
    }

    private Visit enter(State state) {
        long entered = trail.record(
                StateEvents.entered(state),
                Details.of("name", state.name()).with("input", data).build());
        Visit visit = new Visit(this, state, data, entered);
        open = visit;
        return visit;
    }

    private Step execute(Visit visit, State state) throws StateFailure, InterruptedException {
        return switch (state) {
            case State.Pass pass -> SimpleStates.pass(visit, pass);
            case State.Choice choice -> SimpleStates.choose(visit, choice);
            case State.Wait wait -> SimpleStates.await(visit, wait);
            case State.Succeed succeed -> SimpleStates.succeed(visit, succeed);
            case State.Fail fail -> throw SimpleStates.fail(visit, fail);
            case State.Task task -> attempt(visit, task.flow(), task.handling());
            case State.Parallel parallel -> attempt(visit, parallel.flow(), parallel.handling());
            case State.Map map -> attempt(visit, map.flow(), map.handling());
        };
    }

    private Step attempt(Visit visit, Flow flow, ErrorHandling handling) throws StateFailure, InterruptedException {
        if (work == null) {
            work = Work.of(visit);
        }
        return new Attempts(visit, flow, handling).run(requireNonNull(work));
    }

    /** Whether it is in a state it has not left. */
    boolean isOpen() {
        return open != null;
    }

    /** Records that the state this sequence was in will not be completed. */
    void recordAborted() {
        if (open != null) {
            StateEvents.aborted(open.state()).ifPresent((EventType aborted) -> trail.record(aborted));
        }
    }
}
