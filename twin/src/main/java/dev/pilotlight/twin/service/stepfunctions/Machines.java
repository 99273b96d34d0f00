package dev.pilotlight.twin.service.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.states.language.Diagnostic;
import dev.pilotlight.twin.states.language.InvalidDefinitionException;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.StateMachineDefinition;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The state machines of all Regions, and the operations on them. */
final class Machines {
    private static final int USUAL_PAGE = 100;
    private static final String ERROR = "ERROR";
    private static final String WARNING = "WARNING";

    private final Map<String, Machine> machines = new TreeMap<>();
    private final Identifiers identifiers;

    Machines(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    void put(Machine machine) {
        machines.put(machine.arn(), machine);
    }

    /** The machine of this ARN, which must exist. */
    Machine named(String arn) {
        Machine machine = machines.get(Checks.arn(arn));
        if (machine == null) {
            throw AwsError.badRequest("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    ObjectNode create(JsonParameters input, CallContext context) {
        String name = Checks.name(input.required("name"));
        String arn = context.arn("states", "stateMachine:" + name);
        String text = input.required("definition");
        String role = input.required("roleArn");
        StateMachineDefinition definition = Checks.definition(text, Checks.type(input));
        Machine before = machines.get(arn);
        if (before == null) {
            put(new Machine(
                    arn, name, role, definition.type(), () -> definition, text, context.now(), identifiers.uuid()));
        } else if (!before.text().equals(text) || before.type() != definition.type()) {
            throw AwsError.badRequest("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        return answer().put("stateMachineArn", arn)
                .putPOJO("creationDate", named(arn).createdAt());
    }

    ObjectNode describe(JsonParameters input, CallContext context) {
        Machine machine = named(input.required("stateMachineArn"));
        return summary(machine)
                .put("status", "ACTIVE")
                .put("definition", machine.text())
                .put("roleArn", machine.roleArn())
                .put("revisionId", machine.revision());
    }

    /** Running executions keep the definition they began with. */
    ObjectNode update(JsonParameters input, CallContext context) {
        Machine before = named(input.required("stateMachineArn"));
        if (!input.has("definition") && !input.has("roleArn")) {
            throw AwsError.badRequest(
                    "MissingRequiredParameter", "Either the definition, the role ARN, or both must be specified");
        }
        String text = input.text("definition").orElse(before.text());
        StateMachineDefinition definition = Checks.definition(text, before.type());
        Machine after = new Machine(
                before.arn(),
                before.name(),
                input.text("roleArn").orElse(before.roleArn()),
                definition.type(),
                () -> definition,
                text,
                before.createdAt(),
                identifiers.uuid());
        put(after);
        return answer().put("revisionId", after.revision()).putPOJO("updateDate", context.now());
    }

    ObjectNode delete(JsonParameters input, CallContext context) {
        machines.remove(Checks.arn(input.required("stateMachineArn")));
        return answer();
    }

    ObjectNode list(JsonParameters input, CallContext context) {
        List<Machine> here = machines.values().stream()
                .filter(machine -> machine.arn().startsWith(context.arn("states", "stateMachine:")))
                .toList();
        Checks.Page<Machine> page = Checks.Page.of(here, input, USUAL_PAGE);
        ObjectNode answer = answer();
        ArrayNode list = answer.putArray("stateMachines");
        page.items().forEach(machine -> list.add(summary(machine)));
        return page.next().isEmpty() ? answer : answer.put("nextToken", page.next());
    }

    ObjectNode validate(JsonParameters input, CallContext context) {
        String definition = input.required("definition");
        List<Diagnostic> found = diagnostics(definition, Checks.type(input));
        boolean valid = found.isEmpty();
        if (valid && input.text("severity").orElse(ERROR).equals(WARNING)) {
            found = warnings(definition);
        }
        ObjectNode answer = answer().put("result", valid ? "OK" : "FAIL");
        ArrayNode list = answer.putArray("diagnostics");
        found.stream()
                .limit(input.integer("maxResults").filter(count -> count > 0).orElse(USUAL_PAGE))
                .forEach(one -> list.addObject()
                        .put("severity", valid ? WARNING : ERROR)
                        .put("code", one.code().name())
                        .put("message", one.message())
                        .put("location", one.location()));
        return answer.put("truncated", list.size() < found.size());
    }

    private static List<Diagnostic> warnings(String definition) {
        try {
            return StateMachineDefinition.warnings(definition);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    private static List<Diagnostic> diagnostics(String definition, MachineType type) {
        try {
            StateMachineDefinition.parse(definition, type);
            return List.of();
        } catch (InvalidDefinitionException e) {
            return e.diagnostics();
        }
    }

    private static ObjectNode summary(Machine machine) {
        return answer().put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.type().name())
                .putPOJO("creationDate", machine.createdAt());
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A machine that was not sent by a client but belongs to the world. */
    Machine ofWorld(String arn, Supplier<StateMachineDefinition> definition, String text, Instant now) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        String account = arn.split(":", -1)[4];
        String role = "arn:aws:iam::" + account + ":role/" + name;
        return new Machine(arn, name, role, MachineType.STANDARD, definition, text, now, identifiers.uuid());
    }
}
