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

    /**
     * The parts of a failover that nobody can shorten.
     *
     * @param detection from the disaster to the alarm
     * @param window the plan's
     * @param promotion how long the database took
     * @param boot from the launch call to three passed instance checks
     * @param checks consecutive passes times their interval
     * @param propagation from the switch to the last visitor who follows it
     */
    record Limit(
            Duration detection,
            Duration window,
            Duration promotion,
            Duration boot,
            Duration checks,
            Duration propagation) {

        Duration total() {
            Duration slower = promotion.compareTo(boot) > 0 ? promotion : boot;
            return detection.plus(window).plus(slower).plus(checks).plus(propagation);
        }

        /** The share of the recovery after detection and window that was needed: 1 is the best possible. */
        double ratio(Duration rto) {
            Duration fixed = detection.plus(window);
            return seconds(rto.minus(fixed)) / seconds(total().minus(fixed));
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
