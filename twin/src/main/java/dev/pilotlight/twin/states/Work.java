package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.query.QueryFailure;

/** What a state does that can be retried and caught. */
interface Work {

    /** The work of a Task, Parallel or Map state. */
    static Work of(Visit visit) {
        return switch (visit.state()) {
            case State.Task task -> new TaskWork(visit, task);
            case State.Parallel parallel -> new ParallelWork(visit, parallel);
            case State.Map map -> MapWork.of(visit, map);
            case State.Pass state -> throw hasNone(state);
            case State.Choice state -> throw hasNone(state);
            case State.Wait state -> throw hasNone(state);
            case State.Succeed state -> throw hasNone(state);
            case State.Fail state -> throw hasNone(state);
        };
    }

    private static IllegalArgumentException hasNone(State state) {
        return new IllegalArgumentException("a " + state.type() + " state has no work: " + state.name());
    }

    /** One attempt. */
    JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException;

    /** The execution goes on after it had ended here: the next attempt keeps what had succeeded. */
    default void redrive() {}

    /** Records what is to be said when no further attempt follows a failed one. */
    void givenUp();
}
