package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.Map;

/** How data goes through a state: what it works on, and what it hands on. */
public interface Flow {

    /** What the state's own fields look at: the input, or in JSONPath what InputPath takes of it. */
    Scope focus(Scope scope) throws QueryFailure;

    /**
     * What the state works on: Arguments, or Parameters, or else its input.
     *
     * @param focused the scope {@link #focus} gave
     */
    JsonNode arguments(Scope focused) throws QueryFailure;

    /**
     * What the state hands on.
     *
     * @param scope the scope of the visit, not focused, with the result or the caught error where there is one
     * @param work what the state's work gave: the result, the caught error, or the arguments of a state without work
     */
    Departure leave(Scope scope, JsonNode work) throws QueryFailure;

    /**
     * How a state is left.
     *
     * @param output the next state's input
     * @param assigned new values of variables, by name
     */
    record Departure(JsonNode output, Map<String, JsonNode> assigned) {}
}
