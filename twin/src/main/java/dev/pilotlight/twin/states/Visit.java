package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One visit of one state, with all its retries. */
final class Visit {
    private final Sequence sequence;
    private final State state;
    private final JsonNode input;
    private final long enteredEvent;
    private final Instant enteredAt;
    private int retries;
    private @Nullable String token;
    private @Nullable ObjectNode context;

    Visit(Sequence sequence, State state, JsonNode input, long enteredEvent) {
        this.sequence = sequence;
        this.state = state;
        this.input = input;
        this.enteredEvent = enteredEvent;
        this.enteredAt = sequence.run().timeline().now();
    }

    Sequence sequence() {
        return sequence;
    }

    State state() {
        return state;
    }

    JsonNode input() {
        return input;
    }

    /** What queries of this state see before there is a result. */
    Scope scope() {
        return new Scope(
                input,
                null,
                null,
                this::context,
                sequence.variables(),
                sequence.run().chance());
    }

    /** Counts a retry, which the context object shows. */
    void countRetry() {
        retries++;
        context = null;
    }

    /** The execution was redriven: retries are counted anew. */
    void beginAgain() {
        retries = 0;
        context = null;
    }

    /** Puts the token of the present attempt into the context object. */
    void holdToken(String issued) {
        token = issued;
        context = null;
    }

    /** The failure of the state that a failed query means; JSONata failures are recorded as such. */
    StateFailure failure(QueryFailure query) {
        StateFailure failure = StateFailure.of(
                query.error(),
                "An error occurred while executing the state '" + state.name() + "' (entered at the event id #"
                        + enteredEvent + "). " + query.explanation());
        query.location()
                .ifPresent(location -> sequence.trail()
                        .recordApart(
                                EventType.EVALUATION_FAILED,
                                Details.none()
                                        .with(failure)
                                        .with("location", location)
                                        .with("state", state.name())
                                        .build()));
        return failure;
    }

    private JsonNode context() {
        if (context == null) {
            context = buildContext();
        }
        return context;
    }

    private ObjectNode buildContext() {
        ObjectNode built = sequence.context();
        ObjectNode visited = built.putObject("State");
        visited.set("EnteredTime", TextNode.valueOf(Run.time(enteredAt)));
        visited.put("Name", state.name());
        switch (state) {
            case State.Task task -> visited.put("RetryCount", retries);
            case State.Parallel parallel -> visited.put("RetryCount", retries);
            case State.Map map -> visited.put("RetryCount", retries);
            case State.Pass pass -> {}
            case State.Choice choice -> {}
            case State.Wait wait -> {}
            case State.Succeed succeed -> {}
            case State.Fail fail -> {}
        }
        if (token != null) {
            built.putObject("Task").put("Token", token);
        }
        return built;
    }
}
