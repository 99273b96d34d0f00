package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** AWS Step Functions in all Regions. */
public final class StepFunctions extends JsonService {
    private final Interpreter interpreter;
    private final Identifiers identifiers;
    private final BiConsumer<ExecutionIdentity, HistoryEvent> listener;
    private final BiConsumer<String, ObjectNode> bus;
    private final Machines machines;
    private final Executions executions;

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
        this.machines = new Machines(identifiers);
        this.executions = new Executions(machines, interpreter, identifiers, this::follower);
        declareMachines();
        declareExecutions();
        operation("SendTaskSuccess", Set.of("taskToken", "output"), this::sendSuccess);
        operation("SendTaskFailure", Set.of("taskToken", "error", "cause"), this::sendFailure);
        operation("SendTaskHeartbeat", Set.of("taskToken"), this::sendHeartbeat);
    }

    private void declareMachines() {
        operation("CreateStateMachine", Set.of("name", "definition", "roleArn", "type"), machines::create);
        operation("DescribeStateMachine", Set.of("stateMachineArn"), machines::describe);
        operation("UpdateStateMachine", Set.of("stateMachineArn", "definition", "roleArn"), machines::update);
        operation("DeleteStateMachine", Set.of("stateMachineArn"), machines::delete);
        operation("ListStateMachines", Set.of("maxResults", "nextToken"), machines::list);
        operation(
                "ValidateStateMachineDefinition",
                Set.of("definition", "type", "severity", "maxResults"),
                machines::validate);
    }

    private void declareExecutions() {
        operation("StartExecution", Set.of("stateMachineArn", "name", "input"), executions::start);
        operation("DescribeExecution", Set.of("executionArn"), executions::describe);
        operation(
                "ListExecutions",
                Set.of("stateMachineArn", "statusFilter", "maxResults", "nextToken"),
                executions::list);
        operation(
                "GetExecutionHistory",
                Set.of("executionArn", "maxResults", "nextToken", "reverseOrder", "includeExecutionData"),
                executions::history);
        operation("StopExecution", Set.of("executionArn", "error", "cause"), executions::stop);
        operation("RedriveExecution", Set.of("executionArn", "clientToken"), executions::redrive);
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
            StateMachineDefinition read = StateMachineDefinition.parse(definition);
            add(arn, () -> read, definition, now);
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Puts a standard machine into the world whose definition is read by somebody else; one reading may serve many
     * twins, one after the other.
     *
     * @param definition asked for when an execution starts
     * @param text what is read
     */
    public void add(String arn, Supplier<StateMachineDefinition> definition, String text, Instant now) {
        machines.put(machines.ofWorld(arn, definition, text, now));
    }

    /** Starts an execution, as the console and an event rule do. */
    public Execution start(String machineArn, String name, JsonNode input, Instant now) {
        return executions.start(machines.named(machineArn), name, input, now);
    }

    /** Every execution there was, in the order of their starts. */
    public List<Execution> executions() {
        return executions.all();
    }

    public Optional<Execution> execution(String arn) {
        return executions.find(arn);
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

    private ObjectNode sendSuccess(JsonParameters input, CallContext context) {
        JsonNode output = Checks.output(input.required("output"));
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
}
