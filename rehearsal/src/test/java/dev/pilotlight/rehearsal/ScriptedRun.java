package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.TaskCall;
import dev.pilotlight.twin.states.TaskFailed;
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
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shipped machine with scripted functions behind it, in virtual time. A function without a script is done at once,
 * and every call takes a fifth of a second.
 */
final class ScriptedRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String SILENCE = "{'outcome': 'done', 'silent': true}";
    static final String DONE = "{'outcome': 'done', 'evidence': {}}";
    private static final Duration CALL = Duration.ofMillis(200);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FUNCTIONS = "arn:aws:lambda:us-west-2:111111111111:function:";

    private final VirtualTimeline timeline = new VirtualTimeline(START);
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> announced = new ArrayList<>();
    private final NavigableSet<String> warmed = new TreeSet<>();
    private Duration coldStart = Duration.ofSeconds(1);
    private final Machine machine;
    private @Nullable Execution execution;
    private @Nullable Interpreter interpreter;

    /** One call of a function: its name without the ending. */
    record Call(String function, Instant at, JsonNode arguments) {}

    /** What a function answers. */
    @FunctionalInterface
    interface Script {

        /**
         * The answer to one call.
         *
         * @param number how often the function has been called, from 1
         */
        String answer(JsonNode arguments, int number) throws TaskFailed;
    }

    ScriptedRun(Machine machine, String plan) {
        this.machine = machine;
        function("OpenRecord", opened(plan));
        function("FencePrimary", fenced("confirmed", true));
        function("AcceptFence", refused("FENCE_UNCONFIRMED"));
        function("StopRun", way(true, true));
    }

    /** Whether the journal says that a run can turn back, and has something to undo. */
    static String way(boolean back, boolean changed) {
        return "{'outcome': 'done', 'evidence': {'back': " + back + ", 'changed': " + changed + "}}";
    }

    /** A run that goes on with an earlier one, of which the record knows something. */
    static String resumed(String plan, String evidence) {
        return opened(plan).replace("'evidence': {}", "'evidence': " + evidence);
    }

    static String opened(String plan) {
        return "{'outcome': 'done', 'evidence': {}, 'plan': " + plan
                + ", 'run': {'plan': 'shop', 'epoch': 1, 'startedAt': '" + START + "'}}";
    }

    /** What became of the fence, and whether plan or approval accept that. */
    static String fenced(String outcome, boolean covered) {
        return "{'outcome': 'done', 'evidence': {'fence': '" + outcome + "', 'covered': " + covered + "}}";
    }

    static String pending(String extra) {
        return "{'outcome': 'pending', 'why': 'it is not there yet', 'retryAfterSeconds': 1" + extra + "}";
    }

    /** A step that needs an answer from a person first. */
    static String asking(int patience) {
        return "{'outcome': 'pending', 'why': 'a person is asked', 'retryAfterSeconds': " + patience
                + ", 'ask': {'subject': 'promotion', 'facts': {'loss': 'unknown'}}}";
    }

    static String refused(String guard) {
        return "{'outcome': 'refused', 'guard': '" + guard + "', 'why': 'it was found so', 'remedy': 'do this'}";
    }

    /** A bug or a misconfiguration, which nobody retries. */
    static Script broken() {
        return (arguments, number) -> {
            throw new TaskFailed(
                    "dev.pilotlight.step.BrokenConfigurationException", "{\"errorMessage\":\"not allowed\"}");
        };
    }

    ScriptedRun function(String name, String answer) {
        return function(name, (arguments, number) -> answer);
    }

    ScriptedRun function(String name, Script script) {
        scripts.put(name, script);
        return this;
    }

    /** Pending until so much time has passed since the step was first entered. */
    ScriptedRun takes(String name, Duration duration) {
        return function(
                name,
                (arguments, number) -> timeline.now().isBefore(since(arguments).plus(duration)) ? pending("") : DONE);
    }

    /** Runs the machine to its end. */
    Execution run(String input) {
        try {
            StateMachineDefinition definition = StateMachineDefinition.parse(machine.deployed(substitution ->
                    FUNCTIONS + substitution.substring(0, substitution.length() - "FunctionArn".length())));
            Interpreter waiting = new Interpreter(timeline, this::perform, new Random(1));
            interpreter = waiting;
            Execution started = waiting.start(definition, json(input), identity(), ExecutionListener.none());
            execution = started;
            timeline.runUntil(() -> started.status() != ExecutionStatus.RUNNING, Instant.MAX);
            return started;
        } catch (InvalidDefinitionException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    /** How long a function takes to wake up. */
    ScriptedRun coldStart(Duration duration) {
        coldStart = duration;
        return this;
    }

    /** The functions that were woken up, which are no calls. */
    NavigableSet<String> warmed() {
        return warmed;
    }

    /** What people are told, in order. */
    List<String> announced() {
        return List.copyOf(announced);
    }

    /** The functions called, in their order. */
    List<String> called() {
        return calls.stream().map(Call::function).toList();
    }

    List<Call> calls(String function) {
        return calls.stream().filter(call -> call.function().equals(function)).toList();
    }

    Call last(String function) {
        return calls(function).getLast();
    }

    /** How much virtual time has passed. */
    Duration elapsed() {
        return Duration.between(START, timeline.now());
    }

    /** The names of the states entered, in their order. */
    List<String> entered() {
        if (execution == null) {
            throw new IllegalStateException("the machine has not run yet");
        }
        return execution.history().stream()
                .filter(event -> event.type().wireName().endsWith("StateEntered"))
                .map(HistoryEvent::name)
                .toList();
    }

    static Instant since(JsonNode arguments) {
        return Instant.parse(arguments.path("since").asText());
    }

    @Override
    public void close() {
        timeline.close();
    }

    /** A function that is called with a token is answered at once, unless its script says {@link #SILENCE}. */
    private JsonNode perform(TaskCall task) throws TaskFailed, InterruptedException {
        if (task.arguments().path("InvocationType").asText().equals("Event")) {
            return announce(task.arguments().path("Payload"));
        }
        if (task.token().isEmpty()) {
            return perform(task.resource(), task.arguments());
        }
        JsonNode answer = perform(
                task.arguments().path("FunctionName").asText(), task.arguments().path("Payload"));
        if (!answer.equals(json(SILENCE)) && interpreter != null) {
            interpreter.tokens().sendSuccess(task.token().get(), json("{}"));
        }
        return answer;
    }

    /** What the machine tells a function without waiting for it; only its invocation may fail. */
    private JsonNode announce(JsonNode payload) throws TaskFailed {
        announced.add(payload.path("what").asText());
        return json(
                scripts.getOrDefault("Announce", (arguments, number) -> DONE).answer(payload, announced.size()));
    }

    private JsonNode perform(String resource, JsonNode arguments) throws TaskFailed, InterruptedException {
        String function = resource.substring(FUNCTIONS.length());
        if (arguments.path("warm").asBoolean()) {
            warmed.add(function);
            timeline.sleep(coldStart);
            return json(DONE);
        }
        calls.add(new Call(function, timeline.now(), arguments));
        timeline.sleep(CALL);
        Script script = scripts.getOrDefault(function, (called, number) -> DONE);
        return json(script.answer(arguments, calls(function).size()));
    }

    private ExecutionIdentity identity() {
        String arn = "arn:aws:states:us-west-2:111111111111:";
        return new ExecutionIdentity(
                arn + "execution:" + machine.name() + ":shop-1",
                "shop-1",
                "arn:aws:iam::111111111111:role/machine",
                START,
                arn + "stateMachine:" + machine.name(),
                machine.name());
    }

    /** JSON that is written with single quotes. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }
}
