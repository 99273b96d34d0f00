package dev.pilotlight.twin.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A virtual timeline, an interpreter and functions made of lambdas: what a test of a state machine needs. */
final class Stage implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    final VirtualTimeline timeline = new VirtualTimeline(START);
    final List<TaskCall> calls = new ArrayList<>();
    private final Map<String, TaskRunner> functions = new LinkedHashMap<>();
    final Interpreter interpreter = new Interpreter(timeline, this::perform, new Random(7));

    /** Says what a resource does whose ARN ends like this. */
    Stage function(String ending, TaskRunner function) {
        functions.put(ending, function);
        return this;
    }

    private JsonNode perform(TaskCall call) throws TaskFailed, InterruptedException {
        calls.add(call);
        for (Map.Entry<String, TaskRunner> function : functions.entrySet()) {
            if (call.resource().endsWith(function.getKey())) {
                return function.getValue().run(call);
            }
        }
        throw new TaskFailed("Lambda.ResourceNotFoundException", call.resource());
    }

    /** Waits inside a function, in virtual time. */
    void pause(int seconds) throws InterruptedException {
        timeline.sleep(Duration.ofSeconds(seconds));
    }

    Execution start(String definition, String input) throws InvalidDefinitionException {
        ExecutionIdentity identity = new ExecutionIdentity(
                "arn:aws:states:us-west-2:111111111111:execution:machine:one",
                "one",
                "arn:aws:iam::111111111111:role/machine",
                timeline.now(),
                "arn:aws:states:us-west-2:111111111111:stateMachine:machine",
                "machine");
        StateMachineDefinition read = StateMachineDefinition.parse(definition.replace('\'', '"'));
        return interpreter.start(read, json(input.replace('\'', '"')), identity, ExecutionListener.none());
    }

    /** Starts an execution and lets virtual time pass until nothing is left to happen. */
    Execution run(String definition, String input) throws InvalidDefinitionException {
        Execution execution = start(definition, input);
        timeline.runUntil(() -> execution.status() != ExecutionStatus.RUNNING, Instant.MAX);
        return execution;
    }

    Duration elapsed() {
        return Duration.between(START, timeline.now());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static List<String> events(Execution execution) {
        return execution.history().stream()
                .map((HistoryEvent event) -> event.type().wireName())
                .toList();
    }

    @Override
    public void close() {
        timeline.close();
    }
}
