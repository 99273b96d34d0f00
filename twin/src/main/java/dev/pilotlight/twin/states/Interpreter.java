package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.history.History;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.states.query.Chance;
import dev.pilotlight.twin.time.Timeline;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Runs state machines. One interpreter serves any number of executions at once. */
public final class Interpreter {
    private final Timeline timeline;
    private final TaskRunner tasks;
    private final TaskTokens tokens = new TaskTokens();
    private final Chance chance;

    /**
     * @param timeline where executions live and wait
     * @param tasks who does the work
     * @param random the seeded source of jitter, {@code $random} and {@code $uuid}
     */
    public Interpreter(Timeline timeline, TaskRunner tasks, RandomGenerator random) {
        this.timeline = timeline;
        this.tasks = tasks;
        this.chance = new Chance(timeline::now, random);
    }

    /** The task tokens its executions wait for. */
    public TaskTokens tokens() {
        return tokens;
    }

    /** The present moment of the timeline executions live on. */
    public Instant now() {
        return timeline.now();
    }

    /** Starts an execution; its first state begins when the timeline gets to it. */
    public Execution start(
            StateMachineDefinition definition, JsonNode input, ExecutionIdentity identity, ExecutionListener listener) {
        int limit = definition.type() == MachineType.STANDARD ? History.STANDARD_LIMIT : Integer.MAX_VALUE;
        History history = new History(timeline::now, listener, limit);
        Run run = Run.of(timeline, tasks, tokens, chance, identity, input);
        Execution execution = new Execution(definition, input, run, history, listener);
        execution.start();
        return execution;
    }
}
