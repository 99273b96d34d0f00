package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.ExecutionListener;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The executions of all Regions, and the operations on them. */
final class Executions {
    private static final int USUAL_PAGE = 100;

    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final Machines machines;
    private final Interpreter interpreter;
    private final Identifiers identifiers;
    private final Function<ExecutionIdentity, ExecutionListener> followers;

    /** @param followers makes who follows an execution */
    Executions(
            Machines machines,
            Interpreter interpreter,
            Identifiers identifiers,
            Function<ExecutionIdentity, ExecutionListener> followers) {
        this.machines = machines;
        this.interpreter = interpreter;
        this.identifiers = identifiers;
        this.followers = followers;
    }

    List<Execution> all() {
        return List.copyOf(executions.values());
    }

    Optional<Execution> find(String arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    Execution start(Machine machine, String name, JsonNode input, Instant now) {
        String arn = machine.executionArn(name, machine.type() == MachineType.EXPRESS ? identifiers.uuid() : "");
        ExecutionIdentity identity =
                new ExecutionIdentity(arn, name, machine.roleArn(), now, machine.arn(), machine.name());
        Execution execution = interpreter.start(machine.definition().get(), input, identity, followers.apply(identity));
        executions.put(arn, execution);
        return execution;
    }

    /** The same name with the same input is the same execution, as long as it runs. */
    ObjectNode start(JsonParameters input, CallContext context) {
        Machine machine = machines.named(input.required("stateMachineArn"));
        String name = Checks.name(input.text("name").orElseGet(identifiers::uuid));
        JsonNode value = Checks.input(input.text("input").orElse("{}"));
        Execution before = executions.get(machine.executionArn(name, ""));
        if (before != null
                && (before.status() != ExecutionStatus.RUNNING
                        || !before.input().equals(value))) {
            throw AwsError.badRequest(
                    "ExecutionAlreadyExists", "Execution Already Exists: '" + machine.executionArn(name, "") + "'");
        }
        Execution execution = before != null ? before : start(machine, name, value, context.now());
        return answer().put("executionArn", execution.identity().executionArn())
                .putPOJO("startDate", execution.identity().startTime());
    }

    ObjectNode describe(JsonParameters input, CallContext context) {
        Execution execution = standard(input);
        ObjectNode answer = summary(execution).put("input", execution.input().toString());
        answer.putObject("inputDetails").put("included", true);
        execution.output().ifPresent(output -> {
            answer.put("output", output.toString());
            answer.putObject("outputDetails").put("included", true);
        });
        execution.error().ifPresent(error -> answer.put("error", error));
        execution.cause().ifPresent(cause -> answer.put("cause", cause));
        Redrive redrive = Redrive.of(execution);
        answer.put("redriveStatus", redrive.status());
        redrive.reason().ifPresent(reason -> answer.put("redriveStatusReason", reason));
        return answer;
    }

    /** The newest come first. */
    ObjectNode list(JsonParameters input, CallContext context) {
        Machine machine = machines.named(input.required("stateMachineArn"));
        if (machine.type() == MachineType.EXPRESS) {
            throw typeNotSupported("ListExecutions");
        }
        Optional<String> status = input.text("statusFilter");
        List<Execution> wanted = all().reversed().stream()
                .filter(execution -> execution.identity().stateMachineArn().equals(machine.arn()))
                .filter(execution -> status.isEmpty()
                        || status.get().equals(execution.status().name()))
                .toList();
        Checks.Page<Execution> page = Checks.Page.of(wanted, input, USUAL_PAGE);
        ObjectNode answer = answer();
        ArrayNode list = answer.putArray("executions");
        page.items().forEach(execution -> list.add(summary(execution)));
        return page.next().isEmpty() ? answer : answer.put("nextToken", page.next());
    }

    ObjectNode history(JsonParameters input, CallContext context) {
        List<HistoryEvent> events = new ArrayList<>(standard(input).history());
        if (input.flag("reverseOrder")) {
            Collections.reverse(events);
        }
        boolean withData = !input.has("includeExecutionData") || input.flag("includeExecutionData");
        Checks.Page<HistoryEvent> page = Checks.Page.of(events, input, USUAL_PAGE);
        ObjectNode answer = answer();
        ArrayNode list = answer.putArray("events");
        page.items().forEach(event -> list.add(event.toWire(withData)));
        return page.next().isEmpty() ? answer : answer.put("nextToken", page.next());
    }

    /** An execution that has ended stays as it is. */
    ObjectNode stop(JsonParameters input, CallContext context) {
        Execution execution = standard(input);
        Instant stopped = execution.stopped().orElse(context.now());
        execution.stop(input.text("error").orElse(null), input.text("cause").orElse(null));
        return answer().putPOJO("stopDate", stopped);
    }

    ObjectNode redrive(JsonParameters input, CallContext context) {
        Execution execution = standard(input);
        Redrive redrive = Redrive.of(execution);
        if (!redrive.isPossible()) {
            throw AwsError.badRequest(
                    "ExecutionNotRedrivable",
                    "Execution Not Redrivable: '" + redrive.reason().orElse("") + "'");
        }
        execution.redrive();
        return answer().putPOJO("redriveDate", context.now());
    }

    private Execution standard(JsonParameters input) {
        String arn = Checks.arn(input.required("executionArn"));
        if (arn.contains(":express:")) {
            throw typeNotSupported("This operation");
        }
        return find(arn)
                .orElseThrow(
                        () -> AwsError.badRequest("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    private static AwsError typeNotSupported(String operation) {
        return AwsError.badRequest(
                "StateMachineTypeNotSupported",
                "State Machine Type Not Supported: '" + operation + " is not supported by EXPRESS state machines'");
    }

    private static ObjectNode summary(Execution execution) {
        ObjectNode summary = answer().put("executionArn", execution.identity().executionArn())
                .put("stateMachineArn", execution.identity().stateMachineArn())
                .put("name", execution.identity().name())
                .put("status", execution.status().name())
                .putPOJO("startDate", execution.identity().startTime())
                .put("redriveCount", execution.redriveCount());
        execution.stopped().ifPresent(at -> summary.putPOJO("stopDate", at));
        execution.redriven().ifPresent(at -> summary.putPOJO("redriveDate", at));
        return summary;
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
