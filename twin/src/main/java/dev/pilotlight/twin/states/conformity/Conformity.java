package dev.pilotlight.twin.states.conformity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs recorded cases and writes the results, for a comparison with what the real service did. */
public final class Conformity {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Conformity() {}

    /**
     * Runs every case of a file.
     *
     * @param cases one JSON object a line: {@code id}, {@code definition}, {@code type}, {@code input}, {@code lambda},
     *     {@code s3}
     * @param results one JSON object a line: {@code id} and {@code status}, {@code output}, {@code error},
     *     {@code cause}, {@code history}; or {@code create_error} and {@code create_error_code} where creation was
     *     refused
     * @param withHistory whether every event is written too
     * @return how many cases there were
     */
    public static int run(Path cases, Path results, boolean withHistory) throws IOException {
        List<String> lines = Files.readAllLines(cases);
        try (BufferedWriter writer = Files.newBufferedWriter(results)) {
            for (String line : lines) {
                ObjectNode result = runCase(JSON.readTree(line));
                if (!withHistory) {
                    result.remove("history");
                }
                writer.write(JSON.writeValueAsString(result));
                writer.newLine();
            }
        }
        return lines.size();
    }

    /** Runs one case. */
    public static ObjectNode runCase(JsonNode recorded) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("id", recorded.get("id"));
        MachineType type =
                recorded.path("type").asText().equals("EXPRESS") ? MachineType.EXPRESS : MachineType.STANDARD;
        try {
            StateMachineDefinition definition = definition(recorded.get("definition"), type);
            if (!recorded.path("expected").has("validate")) {
                perform(definition, recorded, result);
            }
        } catch (InvalidDefinitionException e) {
            result.put("create_error", e.getMessage());
            result.put("create_error_code", e.code());
        }
        return result;
    }

    private static StateMachineDefinition definition(JsonNode definition, MachineType type)
            throws InvalidDefinitionException {
        return definition.isTextual()
                ? StateMachineDefinition.parse(definition.textValue(), type)
                : StateMachineDefinition.parse(definition, type);
    }

    private static void perform(StateMachineDefinition definition, JsonNode recorded, ObjectNode result) {
        describe(RecordedRun.of(definition, recorded.path("input"), recorded), result);
    }

    private static void describe(Execution execution, ObjectNode result) {
        result.put("status", execution.status().name());
        execution.output().ifPresent(output -> result.set("output", output));
        execution.error().ifPresent(error -> result.put("error", error));
        execution.cause().ifPresent(cause -> result.put("cause", cause));
        var history = result.putArray("history");
        for (HistoryEvent event : execution.history()) {
            ObjectNode flat = history.addObject();
            flat.put("type", event.type().wireName());
            flat.put("id", event.id());
            flat.put("prev", event.previousEventId());
            event.details().forEach(flat::set);
        }
    }
}
