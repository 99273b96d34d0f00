package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One child execution of a Distributed Map that has ended.
 *
 * @param output what it gave; the error and its cause when it failed
 */
record Child(
        ExecutionIdentity identity,
        JsonNode input,
        JsonNode output,
        @Nullable StateFailure failure,
        Instant ended) {

    boolean failed() {
        return failure != null;
    }

    /** Everything a result file tells of it. */
    ObjectNode told() {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("ExecutionArn", identity.executionArn());
        told.put("Input", input.toString());
        told.putObject("InputDetails").put("Included", true);
        told.put("Name", identity.name());
        if (failure == null) {
            told.put("Output", output.toString());
            told.putObject("OutputDetails").put("Included", true);
        } else {
            told.put("Error", failure.error());
            told.put("Cause", failure.cause());
        }
        told.put("StartDate", Run.time(identity.startTime()));
        told.put("StateMachineArn", identity.stateMachineArn());
        told.put("Status", failed() ? "FAILED" : "SUCCEEDED");
        told.put("StopDate", Run.time(ended));
        return told;
    }
}
