package dev.pilotlight.twin.states.conformity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Runs one definition to its end on a virtual timeline of its own, with functions that do what they are told. */
public final class RecordedRun {
    private static final String PLACE = ":us-east-1:111111111111:";
    private static final String MACHINE = "arn:aws:states" + PLACE + "stateMachine:conformity";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long SEED = 1;

    private RecordedRun() {}

    /**
     * Runs a definition.
     *
     * @param functions what each function does, by name: an object with a {@code kind}
     */
    public static Execution withFunctions(StateMachineDefinition definition, JsonNode input, JsonNode functions) {
        ObjectNode world = JsonNodeFactory.instance.objectNode();
        world.set("lambda", functions);
        return of(definition, input, world);
    }

    /**
     * Runs a definition.
     *
     * @param world the functions ({@code lambda}) and objects ({@code s3}) that exist
     */
    static Execution of(StateMachineDefinition definition, JsonNode input, JsonNode world) {
        try (VirtualTimeline timeline = new VirtualTimeline(START)) {
            Random random = new Random(SEED);
            Execution execution = new Interpreter(timeline, new RecordedWorld(world, timeline, random), random)
                    .start(definition, input, identity(definition.type()), ExecutionListener.none());
            timeline.runUntil(() -> execution.status() != ExecutionStatus.RUNNING, START.plus(LONGEST));
            return execution;
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
}
