package dev.pilotlight.twin.states.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One entry of an execution's history.
 *
 * @param id its number, from 1
 * @param previousEventId the entry it follows in its sequence of states; 0 at the beginning
 * @param details its facts under the service's names; data ({@code input}, {@code output}, {@code parameters}…) as JSON
 *     values
 */
public record HistoryEvent(
        long id, long previousEventId, Instant timestamp, EventType type, Map<String, JsonNode> details) {
    private static final Set<String> DATA = Set.of("input", "output", "parameters", "assignedVariables");

    public HistoryEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The name of the state or iteration it tells of; empty when it tells of none. */
    public String name() {
        JsonNode name = details.get("name");
        return name == null ? "" : name.asText();
    }

    /** The entry as GetExecutionHistory gives it (JSON 1.0: times in seconds, data as JSON text). */
    public ObjectNode toWire() {
        return toWire(true);
    }

    /**
     * The entry as GetExecutionHistory gives it.
     *
     * @param withData whether the data of the execution is shown
     */
    public ObjectNode toWire(boolean withData) {
        ObjectNode wire = JsonNodeFactory.instance.objectNode();
        wire.put("timestamp", timestamp.toEpochMilli() / 1000.0);
        wire.put("type", type.wireName());
        wire.put("id", id);
        wire.put("previousEventId", previousEventId);
        type.detailsField().ifPresent(field -> wire.set(field, wireDetails(withData)));
        return wire;
    }

    private ObjectNode wireDetails(boolean withData) {
        ObjectNode wire = JsonNodeFactory.instance.objectNode();
        details.forEach((name, value) -> {
            if (DATA.contains(name) && !withData) {
                return;
            }
            if (name.equals("assignedVariables")) {
                ObjectNode texts = wire.putObject(name);
                value.properties()
                        .forEach(variable ->
                                texts.put(variable.getKey(), variable.getValue().toString()));
                wire.putObject("assignedVariablesDetails").put("truncated", false);
            } else if (name.equals("parameters")) {
                wire.put(name, value.toString());
            } else if (DATA.contains(name)) {
                wire.put(name, value.toString());
                wire.putObject(name + "Details").put("truncated", false);
            } else {
                wire.set(name, value);
            }
        });
        return wire;
    }
}
