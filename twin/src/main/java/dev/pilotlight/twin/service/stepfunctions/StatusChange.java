package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.query.JsonTypes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event {@code Step Functions Execution Status Change}, which the default event bus of an execution's Region gets
 * whenever a standard execution begins or ends.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-events.html">EventBridge events for Step
 *     Functions execution status changes</a>
 */
final class StatusChange {
    /** What an event holds of input and output together; what does not fit is left out. */
    private static final int LARGEST_DATA = 248 * 1024;

    private StatusChange() {}

    /**
     * The event that tells of an execution as it is now.
     *
     * @param id of the event, a UUID
     */
    static ObjectNode event(Execution execution, String id, Instant now) {
        ExecutionIdentity identity = execution.identity();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", id)
                .put("detail-type", "Step Functions Execution Status Change")
                .put("source", "aws.states")
                .put("account", identity.account())
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", identity.region());
        event.putArray("resources").add(identity.executionArn());
        event.set("detail", detail(execution));
        return event;
    }

    private static ObjectNode detail(Execution execution) {
        ExecutionIdentity identity = execution.identity();
        Redrive redrive = Redrive.of(execution);
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("executionArn", identity.executionArn())
                .put("stateMachineArn", identity.stateMachineArn())
                .put("name", identity.name())
                .put("status", execution.status().name())
                .put("startDate", identity.startTime().toEpochMilli())
                .put("stopDate", milliseconds(execution.stopped()));
        String input = execution.input().toString();
        String output = execution.output().map(JsonNode::toString).orElse(null);
        putData(detail, "input", input, size(input) + size(output) <= LARGEST_DATA);
        putData(detail, "output", output, size(output) <= LARGEST_DATA);
        return detail.put("error", execution.error().orElse(null))
                .put("cause", execution.cause().orElse(null))
                .putNull("stateMachineVersionArn")
                .putNull("stateMachineAliasArn")
                .put("redriveCount", execution.redriveCount())
                .put("redriveDate", milliseconds(execution.redriven()))
                .put("redriveStatus", redrive.status())
                .put("redriveStatusReason", redrive.reason().orElse(null));
    }

    private static void putData(ObjectNode detail, String name, @Nullable String text, boolean fits) {
        detail.put(name, fits ? text : null);
        if (text == null) {
            detail.putNull(name + "Details");
        } else {
            detail.putObject(name + "Details").put("included", fits);
        }
    }

    /** Its bytes as a value of the event, where quotes are escaped. */
    private static long size(@Nullable String text) {
        return text == null ? 0 : JsonTypes.size(TextNode.valueOf(text), LARGEST_DATA);
    }

    private static @Nullable Long milliseconds(Optional<Instant> moment) {
        return moment.map(Instant::toEpochMilli).orElse(null);
    }
}
