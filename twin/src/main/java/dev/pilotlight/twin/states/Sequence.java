package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.language.StateGraph;
import dev.pilotlight.twin.states.query.Variables;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One sequence of states at work: the machine's own, a branch, or an iteration. */
final class Sequence {
    private final Run run;
    private final StateGraph graph;
    private final Variables variables;
    private final Trail trail;
    private final @Nullable ObjectNode item;
    private final BooleanSupplier stopped;
    private @Nullable State open;

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

    /**
     * Goes through the states.
     *
     * @return the output of the last one
     * @throws StateFailure the failure of a state that nobody caught
     * @throws InterruptedException when the sequence was stopped from outside
     */
    JsonNode run(JsonNode input) throws StateFailure, InterruptedException {
        JsonNode data = input;
        String name = graph.startAt();
        while (name != null) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("the sequence was stopped");
            }
            Step step = visit(graph.state(name), data);
            data = step.output();
            name = step.next();
        }
        return data;
    }

    private Step visit(State state, JsonNode input) throws StateFailure, InterruptedException {
        open = state;
        try {
            long entered = trail.record(
                    StateEvents.entered(state),
                    Details.of("name", state.name()).with("input", input).build());
            Visit visit = new Visit(this, state, input, entered);
            Step step = execute(visit, state);
            variables.assign(step.assigned());
            trail.record(StateEvents.exited(state), step.details(state.name()));
            open = null;
            return step;
        } catch (HistoryFullException e) {
            throw StateFailure.full(e);
        }
    }

    private static Step execute(Visit visit, State state) throws StateFailure, InterruptedException {
        return switch (state) {
            case State.Pass pass -> SimpleStates.pass(visit, pass);
            case State.Choice choice -> SimpleStates.choose(visit, choice);
            case State.Wait wait -> SimpleStates.await(visit, wait);
            case State.Succeed succeed -> SimpleStates.succeed(visit, succeed);
            case State.Fail fail -> throw SimpleStates.fail(visit, fail);
            case State.Task task -> new Attempts(visit, task.flow(), task.handling()).run(new TaskWork(visit, task));
            case State.Parallel parallel ->
                new Attempts(visit, parallel.flow(), parallel.handling()).run(new ParallelWork(visit, parallel));
            case State.Map map -> new Attempts(visit, map.flow(), map.handling()).run(MapWork.of(visit, map));
        };
    }

    /** Whether it is in a state it has not left. */
    boolean isOpen() {
        return open != null;
    }

    /** Records that the state this sequence was in will not be completed. */
    void recordAborted() {
        if (open != null) {
            StateEvents.aborted(open).ifPresent((EventType aborted) -> trail.record(aborted));
        }
    }
}
