package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a demo measured, as {@code --json} writes it (docs/schemas/demo.schema.json).
 *
 * @param version of this shape
 * @param verdict how the run ended
 * @param rtoSeconds first failed to first good order at the front door
 * @param limitSeconds what nature and the plan need at least
 * @param ratio what the failover adds to that, 1 being nothing
 * @param rpoRows acknowledged orders that are missing after the promotion
 * @param acknowledgedRows all acknowledged orders
 */
public record Summary(
        int version,
        String verdict,
        double rtoSeconds,
        double limitSeconds,
        double ratio,
        int rpoRows,
        int acknowledgedRows,
        List<State> states) {
    public Summary {
        states = List.copyOf(states);
    }

    /** The summary as one JSON object. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", version)
                .put("verdict", verdict)
                .put("rtoSeconds", rtoSeconds)
                .put("limitSeconds", limitSeconds)
                .put("ratio", ratio)
                .put("rpoRows", rpoRows)
                .put("acknowledgedRows", acknowledgedRows);
        ArrayNode list = json.putArray("states");
        for (State state : states) {
            list.addObject()
                    .put("name", state.name())
                    .put("start", state.start().toString())
                    .put("end", state.end().toString());
        }
        return json;
    }

    /** One visit of a state of the failover machine. */
    public record State(String name, Instant start, Instant end) {}

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
