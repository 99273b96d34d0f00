package dev.pilotlight.twin.states.conformity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Runs recorded cases and writes the results, for a comparison with what the real service did. */
public final class Conformity {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = ":us-east-1:111111111111:";
    private static final String MACHINE = "arn:aws:states" + PLACE + "stateMachine:conformity";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long SEED = 1;

    private Conformity() {}

    /**
     * Runs every case of a file.
     *
     * @param cases one JSON object a line: {@code id}, {@code definition}, {@code type}, {@code input}, {@code lambda},
     *     {@code s3}
     * @param results one JSON object a line: {@code id} and {@code status}, {@code output}, {@code error},
     *     {@code cause}, {@code history}; or {@code create_error} and {@code create_error_code} where creation was
     *     refused
     * @return how many cases there were
     */
    public static int run(Path cases, Path results) throws IOException {
        List<String> lines = Files.readAllLines(cases);
        try (BufferedWriter writer = Files.newBufferedWriter(results)) {
            for (String line : lines) {
                writer.write(JSON.writeValueAsString(runCase(JSON.readTree(line))));
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
        try (VirtualTimeline timeline = new VirtualTimeline(START)) {
            Random random = new Random(SEED);
            RecordedWorld world = new RecordedWorld(recorded, timeline, random);
            Execution execution = new Interpreter(timeline, world, random)
                    .start(definition, recorded.path("input"), identity(definition.type()), ExecutionListener.none());
            timeline.runUntil(() -> execution.status() != ExecutionStatus.RUNNING, START.plus(LONGEST));
            describe(execution, result);
        }
    }

    private static ExecutionIdentity identity(MachineType type) {
        String arn = switch (type) {
            case STANDARD -> "arn:aws:states" + PLACE + "execution:conformity:run";
            case EXPRESS -> "arn:aws:states" + PLACE + "express:conformity:run:first";
        };
        return new ExecutionIdentity(
                arn, "run", "arn:aws:iam::111111111111:role/conformity", START, MACHINE, "conformity");
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
