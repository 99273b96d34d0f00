package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.TaskTokenException;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** AWS Step Functions in all Regions. */
public final class StepFunctions extends JsonService {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_INPUT = 262_144;

    private final Map<String, Machine> machines = new TreeMap<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final Interpreter interpreter;
    private final Identifiers identifiers;
    private final BiConsumer<ExecutionIdentity, HistoryEvent> listener;
    private final BiConsumer<String, ObjectNode> bus;

    /**
     * @param listener sees every event of every execution as it happens
     * @param bus takes an event to the default bus of a Region, without making the caller wait
     */
    public StepFunctions(
            Interpreter interpreter,
            Identifiers identifiers,
            BiConsumer<ExecutionIdentity, HistoryEvent> listener,
            BiConsumer<String, ObjectNode> bus) {
        super("1.0", "com.amazonaws.swf.service.v2.model#");
        this.interpreter = interpreter;
        this.identifiers = identifiers;
        this.listener = listener;
        this.bus = bus;
        operation("CreateStateMachine", Set.of("name", "definition", "roleArn", "type"), this::createMachine);
        operation("DescribeStateMachine", Set.of("stateMachineArn"), this::describeMachine);
        operation("ListStateMachines", Set.of("maxResults"), this::listMachines);
        operation("StartExecution", Set.of("stateMachineArn", "name", "input"), this::startExecution);
        operation("DescribeExecution", Set.of("executionArn"), this::describeExecution);
        operation("ListExecutions", Set.of("stateMachineArn", "statusFilter", "maxResults"), this::listExecutions);
        operation(
                "GetExecutionHistory",
                Set.of("executionArn", "maxResults", "nextToken", "reverseOrder", "includeExecutionData"),
                this::history);
        operation("StopExecution", Set.of("executionArn", "error", "cause"), this::stopExecution);
        operation("SendTaskSuccess", Set.of("taskToken", "output"), this::sendSuccess);
        operation("SendTaskFailure", Set.of("taskToken", "error", "cause"), this::sendFailure);
        operation("SendTaskHeartbeat", Set.of("taskToken"), this::sendHeartbeat);
    }

    @Override
    public String signingName() {
        return "states";
    }

    /**
     * Puts a machine into the world.
     *
     * @throws IllegalArgumentException when the service would refuse the definition
     */
    public void add(String arn, String definition, Instant now) {
        try {
            add(arn, StateMachineDefinition.parse(definition), definition, now);
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Puts a machine into the world whose definition was read before; one reading may serve many twins, one after the
     * other.
     *
     * @param text what was read
     */
    public void add(String arn, StateMachineDefinition definition, String text, Instant now) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        machines.put(arn, new Machine(arn, name, roleOf(arn), definition, text, now));
    }

    /** Starts an execution, as the console and an event rule do. */
    public Execution start(String machineArn, String name, JsonNode input, Instant now) {
        return start(machine(machineArn), name, input, now);
    }

    /** Every execution there was, in the order of their starts. */
    public List<Execution> executions() {
        return List.copyOf(executions.values());
    }

    public Optional<Execution> execution(String arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    private ObjectNode createMachine(JsonParameters input, CallContext context) {
        String arn = context.arn("states", "stateMachine:" + input.required("name"));
        try {
            StateMachineDefinition definition = StateMachineDefinition.parse(input.required("definition"));
            Machine machine = new Machine(
                    arn,
                    input.required("name"),
                    input.required("roleArn"),
                    definition,
                    input.required("definition"),
                    context.now());
            if (machines.containsKey(arn) && !machines.get(arn).text().equals(machine.text())) {
                throw AwsError.badRequest("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
            }
            machines.putIfAbsent(arn, machine);
            return time(object().put("stateMachineArn", arn), "creationDate", context.now());
        } catch (InvalidDefinitionException e) {
            throw AwsError.badRequest(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode describeMachine(JsonParameters input, CallContext context) {
        Machine machine = machine(input.required("stateMachineArn"));
        ObjectNode answer = summary(machine)
                .put("status", "ACTIVE")
                .put("definition", machine.text())
                .put("roleArn", machine.roleArn());
        return answer;
    }

    private ObjectNode listMachines(JsonParameters input, CallContext context) {
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("stateMachines");
        machines.values().stream()
                .filter(machine -> machine.arn().startsWith(context.arn("states", "stateMachine:")))
                .forEach(machine -> list.add(summary(machine)));
        return answer;
    }

    private ObjectNode startExecution(JsonParameters input, CallContext context) {
        Machine machine = machine(input.required("stateMachineArn"));
        String name = input.text("name").orElseGet(identifiers::uuid);
        if (!name.matches("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\x00-\\x1f\\x7f-\\x9f]{1,80}")) {
            throw AwsError.badRequest("InvalidName", "Invalid Name: '" + name + "'");
        }
        JsonNode value = json(input.text("input").orElse("{}"));
        Execution before = executions.get(machine.executionArn(name));
        if (before != null
                && (before.status() != ExecutionStatus.RUNNING
                        || !before.input().equals(value))) {
            throw AwsError.badRequest(
                    "ExecutionAlreadyExists", "Execution Already Exists: '" + machine.executionArn(name) + "'");
        }
        Execution execution = before != null ? before : start(machine, name, value, context.now());
        return time(
                object().put("executionArn", execution.identity().executionArn()),
                "startDate",
                execution.identity().startTime());
    }

    private Execution start(Machine machine, String name, JsonNode input, Instant now) {
        ExecutionIdentity identity = new ExecutionIdentity(
                machine.executionArn(name), name, machine.roleArn(), now, machine.arn(), machine.name());
        Execution execution = interpreter.start(machine.definition(), input, identity, follower(identity));
        executions.put(identity.executionArn(), execution);
        return execution;
    }

    /** Tells the listener of events, and the bus of the status of standard executions. */
    private ExecutionListener follower(ExecutionIdentity identity) {
        return new ExecutionListener() {
            @Override
            public void happened(HistoryEvent event) {
                listener.accept(identity, event);
            }

            @Override
            public void statusChanged(Execution execution) {
                if (execution.definition().type() == MachineType.STANDARD) {
                    bus.accept(identity.region(), StatusChange.event(execution, identifiers.uuid(), interpreter.now()));
                }
            }
        };
    }

    private ObjectNode describeExecution(JsonParameters input, CallContext context) {
        Execution execution = named(input);
        ObjectNode answer = summary(execution).put("input", execution.input().toString());
        execution.output().ifPresent(output -> answer.put("output", output.toString()));
        execution.error().ifPresent(error -> answer.put("error", error));
        execution.cause().ifPresent(cause -> answer.put("cause", cause));
        return answer;
    }

    private ObjectNode listExecutions(JsonParameters input, CallContext context) {
        Machine machine = machine(input.required("stateMachineArn"));
        Optional<String> status = input.text("statusFilter");
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("executions");
        executions().reversed().stream()
                .filter(execution -> execution.identity().stateMachineArn().equals(machine.arn()))
                .filter(execution -> status.isEmpty()
                        || status.get().equals(execution.status().name()))
                .limit(input.integer("maxResults").filter(count -> count > 0).orElse(1000))
                .forEach(execution -> list.add(summary(execution)));
        return answer;
    }

    private ObjectNode history(JsonParameters input, CallContext context) {
        List<HistoryEvent> events = new ArrayList<>(named(input).history());
        if (input.flag("reverseOrder")) {
            Collections.reverse(events);
        }
        int from = input.text("nextToken").map(StepFunctions::position).orElse(0);
        int size = input.integer("maxResults").filter(count -> count > 0).orElse(100);
        int to = Math.min(events.size(), from + size);
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("events");
        events.subList(Math.min(from, to), to).forEach(event -> list.add(event.toWire()));
        if (to < events.size()) {
            answer.put("nextToken", Integer.toString(to));
        }
        return answer;
    }

    private ObjectNode stopExecution(JsonParameters input, CallContext context) {
        named(input).stop(input.text("error").orElse(null), input.text("cause").orElse(null));
        return time(object(), "stopDate", context.now());
    }

    private ObjectNode sendSuccess(JsonParameters input, CallContext context) {
        JsonNode output = json(input.required("output"));
        return withToken(() -> interpreter.tokens().sendSuccess(input.required("taskToken"), output));
    }

    private ObjectNode sendFailure(JsonParameters input, CallContext context) {
        return withToken(() -> interpreter
                .tokens()
                .sendFailure(
                        input.required("taskToken"),
                        input.text("error").orElse(null),
                        input.text("cause").orElse(null)));
    }

    private ObjectNode sendHeartbeat(JsonParameters input, CallContext context) {
        return withToken(() -> interpreter.tokens().sendHeartbeat(input.required("taskToken")));
    }

    private static ObjectNode withToken(Runnable work) {
        try {
            work.run();
            return object();
        } catch (TaskTokenException e) {
            throw AwsError.badRequest(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private Machine machine(String arn) {
        Machine machine = machines.get(arn);
        if (machine == null) {
            throw AwsError.badRequest("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    private Execution named(JsonParameters input) {
        String arn = input.required("executionArn");
        return execution(arn)
                .orElseThrow(
                        () -> AwsError.badRequest("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    private static ObjectNode summary(Machine machine) {
        ObjectNode summary = object().put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.definition().type().name());
        return time(summary, "creationDate", machine.createdAt());
    }

    private static ObjectNode summary(Execution execution) {
        ObjectNode summary = object().put("executionArn", execution.identity().executionArn())
                .put("stateMachineArn", execution.identity().stateMachineArn())
                .put("name", execution.identity().name())
                .put("status", execution.status().name());
        execution.stopped().ifPresent(at -> time(summary, "stopDate", at));
        return time(summary, "startDate", execution.identity().startTime());
    }

    private static ObjectNode time(ObjectNode object, String name, Instant at) {
        object.putPOJO(name, at);
        return object;
    }

    private static JsonNode json(String text) {
        if (text.length() > LONGEST_INPUT) {
            throw AwsError.badRequest(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: 'the input is too long'");
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw AwsError.badRequest(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getOriginalMessage() + "'");
        }
    }

    private static int position(String token) {
        try {
            return Integer.parseInt(token);
        } catch (NumberFormatException e) {
            throw AwsError.badRequest("InvalidToken", "Invalid Token: '" + token + "'");
        }
    }

    private static String roleOf(String machineArn) {
        String account = machineArn.split(":", -1)[4];
        return "arn:aws:iam::" + account + ":role/" + machineArn.substring(machineArn.lastIndexOf(':') + 1);
    }
}
