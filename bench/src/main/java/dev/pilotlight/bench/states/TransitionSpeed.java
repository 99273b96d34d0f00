package dev.pilotlight.bench.states;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.TaskFailed;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How many state transitions a second the interpreter makes, on one core, in a loop of Pass and Choice states that
 * assigns variables. Every transition is recorded in the history, as always.
 */
public final class TransitionSpeed {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TURNS = 10_000;
    private static final int STATES_A_TURN = 3;

    private static final String JSONATA = """
            {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
              "Begin": {"Type": "Pass", "Assign": {"turn": 0, "sum": 0}, "Next": "More?"},
              "More?": {"Type": "Choice", "Default": "End", "Choices": [
                {"Condition": "{% $turn < 10000 %}", "Next": "Count"}]},
              "Count": {"Type": "Pass", "Assign": {"turn": "{% $turn + 1 %}"}, "Next": "Add"},
              "Add": {"Type": "Pass", "Assign": {"sum": "{% $sum + $turn %}"},
                "Output": {"sum": "{% $sum %}", "input": "{% $exists($states.input.name) %}", "name": "loop"}, "Next": "More?"},
              "End": {"Type": "Succeed"}}}
            """;

    private static final String JSON_PATH = """
            {"StartAt": "Begin", "States": {
              "Begin": {"Type": "Pass", "Assign": {"turn": 0}, "Next": "More?"},
              "More?": {"Type": "Choice", "Default": "End", "Choices": [
                {"Variable": "$turn", "NumericLessThan": 10000, "Next": "Count"}]},
              "Count": {"Type": "Pass", "Assign": {"turn.$": "States.MathAdd($turn, 1)"}, "Next": "Shape"},
              "Shape": {"Type": "Pass", "Parameters": {"turn.$": "$turn", "name": "loop"}, "Next": "More?"},
              "End": {"Type": "Succeed"}}}
            """;

    private TransitionSpeed() {}

    /**
     * One measurement.
     *
     * @param language of the queries
     * @param transitions made in the best round
     * @param seconds that round took
     */
    public record Row(String language, long transitions, double seconds) {

        /** Transitions a second. */
        public long rate() {
            return Math.round(transitions / seconds);
        }
    }

    /**
     * Measures both query languages.
     *
     * @param rounds how often each machine is run; the best round counts
     * @param nanoseconds the clock of the machine
     */
    public static List<Row> measure(int rounds, LongSupplier nanoseconds) {
        List<Row> rows = new ArrayList<>();
        rows.add(best("JSONata", JSONATA, rounds, nanoseconds));
        rows.add(best("JSONPath", JSON_PATH, rounds, nanoseconds));
        return rows;
    }

    private static Row best(String language, String text, int rounds, LongSupplier nanoseconds) {
        StateMachineDefinition definition = read(text);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long begun = nanoseconds.getAsLong();
            run(definition);
            best = Math.min(best, (nanoseconds.getAsLong() - begun) / 1e9);
        }
        return new Row(language, (long) TURNS * STATES_A_TURN + STATES_A_TURN, best);
    }

    private static StateMachineDefinition read(String text) {
        try {
            return StateMachineDefinition.parse(text, MachineType.EXPRESS);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(StateMachineDefinition definition) {
        try (VirtualTimeline timeline = new VirtualTimeline(START)) {
            Interpreter interpreter = new Interpreter(
                    timeline,
                    call -> {
                        throw new TaskFailed("Lambda.ResourceNotFoundException", "There are no functions.");
                    },
                    new Random(1));
            ExecutionIdentity identity = new ExecutionIdentity(
                    "arn:aws:states:us-west-2:111111111111:express:loop:one:two",
                    "one",
                    "arn:aws:iam::111111111111:role/loop",
                    START,
                    "arn:aws:states:us-west-2:111111111111:stateMachine:loop",
                    "loop");
            Execution execution = interpreter.start(
                    definition, JsonNodeFactory.instance.objectNode(), identity, ExecutionListener.none());
            timeline.runUntil(() -> execution.status() != ExecutionStatus.RUNNING, START.plus(Duration.ofMinutes(5)));
            if (execution.status() != ExecutionStatus.SUCCEEDED) {
                throw new IllegalStateException("the loop ended as " + execution.status() + ": " + execution.cause());
            }
        }
    }
}
