package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.language.Flow;
import dev.pilotlight.twin.states.query.JsonTypes;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a state was left.
 *
 * @param next the state that follows, or null at the end of the sequence
 * @param output what it gets
 * @param assigned new values of variables
 */
record Step(@Nullable String next, JsonNode output, Map<String, JsonNode> assigned) {

    /** Service quota "Maximum input or output size", which is also that of all values of one Assign: 256 KiB. */
    static final long LARGEST_DATA = 262_144;

    /** Leaves a state by its flow, unless what it hands on is too large or cannot be computed. */
    static Step leave(Visit visit, Flow flow, Scope scope, JsonNode work, @Nullable String next) throws StateFailure {
        Flow.Departure departure;
        try {
            departure = flow.leave(scope, work);
        } catch (QueryFailure e) {
            throw visit.failure(e);
        }
        String name = visit.state().name();
        requireSmall(departure.output(), name);
        long assigned = 0;
        for (JsonNode value : departure.assigned().values()) {
            assigned += JsonTypes.size(value, LARGEST_DATA);
        }
        if (assigned > LARGEST_DATA) {
            throw StateFailure.named(StateFailure.DATA_LIMIT_EXCEEDED, tooLarge(name));
        }
        return new Step(next, departure.output(), departure.assigned());
    }

    private static void requireSmall(JsonNode data, String state) throws StateFailure {
        if (isTooLarge(data)) {
            throw StateFailure.named(StateFailure.DATA_LIMIT_EXCEEDED, tooLarge(state));
        }
    }

    static boolean isTooLarge(JsonNode data) {
        return JsonTypes.size(data, LARGEST_DATA) > LARGEST_DATA;
    }

    static String tooLarge(String stateOrTask) {
        return "The state/task '" + stateOrTask
                + "' returned a result with a size exceeding the maximum number of bytes service limit.";
    }

    /** The details of the event that says the state was left. */
    Map<String, JsonNode> details(String name) {
        Details details = Details.of("name", name).with("output", output);
        if (!assigned.isEmpty()) {
            ObjectNode values = JsonNodeFactory.instance.objectNode();
            assigned.forEach(values::set);
            details.with("assignedVariables", values);
        }
        return details.build();
    }
}
