package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.query.Template;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one state. */
final class StateReader {
    private final String name;
    private final ObjectReader state;
    private final Dialect dialect;
    private final GraphReader graphs;

    StateReader(String name, ObjectReader state, Dialect dialect, GraphReader graphs) {
        this.name = name;
        this.state = state;
        this.dialect = dialect;
        this.graphs = graphs;
    }

    State read() {
        String type = state.requires("Type") ? state.text("Type", "") : "";
        if (!FieldNames.types().contains(type)) {
            state.refuse("Type", "The state type '" + type + "' is not known");
            return new State.Succeed(
                    new State.Header(name, dialect.language(), null), dialect.flow(state, FlowShape.PLAIN));
        }
        FieldNames.check(state, type, dialect.language());
        state.text("Comment");
        return switch (type) {
            case "Task" -> task();
            case "Pass" -> new State.Pass(header(), dialect.flow(state, FlowShape.PASS));
            case "Choice" -> choice();
            case "Wait" -> new State.Wait(header(), delay(), dialect.flow(state, FlowShape.PLAIN));
            case "Parallel" -> parallel();
            case "Map" -> map();
            case "Fail" -> fail();
            default -> new State.Succeed(last(), dialect.flow(state, FlowShape.PLAIN));
        };
    }

    /** The header of a state that must say what follows it. */
    private State.Header header() {
        String next = state.text("Next");
        boolean end = state.truth("End");
        if (next == null && !end) {
            state.refuse("Expected either 'Next' or 'End: true'");
        }
        if (next != null && end) {
            state.refuse("There should only be one of the following fields: [Next, End]");
        }
        return new State.Header(name, dialect.language(), next);
    }

    /** The header of a state that nothing follows, or that decides itself. */
    private State.Header last() {
        return new State.Header(name, dialect.language(), null);
    }

    private State task() {
        String arn = state.requires("Resource") ? state.text("Resource", "") : "";
        NumberField timeout = dialect.number(state, "TimeoutSeconds", Bounds.seconds(1));
        NumberField heartbeat = dialect.number(state, "HeartbeatSeconds", Bounds.seconds(1));
        if (timeout instanceof NumberField.Literal(double whole)
                && heartbeat instanceof NumberField.Literal(double part)
                && part >= whole) {
            state.refuse("HeartbeatSeconds", "The HeartbeatSeconds must be less than the TimeoutSeconds");
        }
        return new State.Task(
                header(),
                resource(arn),
                dialect.flow(state, FlowShape.WORK),
                timeout,
                heartbeat,
                credentials(),
                ErrorHandlingReader.read(state, dialect));
    }

    private Resource resource(String arn) {
        Resource unknown = new Resource(arn, "", "", Resource.Completion.RESPONSE);
        if (graphs.type() == MachineType.EXPRESS && arn.contains("activity")) {
            state.refuse("Resource", "Express state machine does not support Activity ARN");
            return unknown;
        }
        var resource = Resource.parse(arn);
        if (resource.isEmpty()) {
            state.refuse(
                    "Resource",
                    "The resource provided " + arn + " is not recognized. The value is not a valid"
                            + " resource ARN, or the resource is not available in this region.");
            return unknown;
        }
        Resource.Completion completion = resource.get().completion();
        if (graphs.type() == MachineType.EXPRESS && completion != Resource.Completion.RESPONSE) {
            state.refuse(
                    "Resource",
                    "Express state machine does not support '" + completion.suffix() + "' service integration"
                            + (completion == Resource.Completion.CALLBACK ? " " : ""));
        }
        return resource.get();
    }

    private @Nullable Template credentials() {
        ObjectReader credentials = state.object("Credentials");
        if (credentials != null && !credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
            credentials.refuse("The field 'RoleArn' is required but was missing");
        }
        return credentials == null ? null : dialect.template(state, "Credentials");
    }

    private State choice() {
        List<ObjectReader> rules = state.requires("Choices") ? state.objects("Choices") : List.of();
        if (rules.isEmpty()) {
            state.refuse("Choices", "There must be at least one rule");
        }
        return new State.Choice(
                last(),
                rules.stream().map(this::rule).toList(),
                state.text("Default"),
                dialect.flow(state, FlowShape.PLAIN));
    }

    private State.Rule rule(ObjectReader rule) {
        rule.requires("Next");
        FieldNames.refuseForeign(rule, dialect.language(), Set.of("Condition", "Output"), ChoiceRuleReader.FIELDS);
        return new State.Rule(dialect.condition(rule), rule.text("Next", ""), dialect.ruleFlow(state, rule));
    }

    private Delay delay() {
        NumberField seconds = dialect.number(state, "Seconds", Bounds.seconds(0));
        TextField timestamp = dialect.text(state, "Timestamp");
        if ((seconds == null) == (timestamp == null)) {
            state.refuse("A Wait state must have exactly one of Seconds, Timestamp"
                    + (dialect.language() == QueryLanguage.JSON_PATH ? ", SecondsPath, TimestampPath" : ""));
        }
        if (timestamp != null) {
            return new Delay.Until(timestamp);
        }
        return new Delay.Seconds(seconds == null ? new NumberField.Literal(0) : seconds);
    }

    private State parallel() {
        List<ObjectReader> branches = state.requires("Branches") ? state.objects("Branches") : List.of();
        if (branches.isEmpty()) {
            state.refuse("Branches", "There must be at least one branch");
        }
        return new State.Parallel(
                header(),
                branches.stream().map(graphs::read).toList(),
                dialect.flow(state, FlowShape.WORK),
                ErrorHandlingReader.read(state, dialect));
    }

    private State map() {
        return new State.Map(
                header(),
                new IterationReader(state, dialect, graphs).read(),
                dialect.flow(state, FlowShape.WORK),
                ErrorHandlingReader.read(state, dialect));
    }

    private State fail() {
        return new State.Fail(
                last(),
                dialect.text(state, "Error"),
                dialect.text(state, "Cause"),
                dialect.flow(state, FlowShape.PLAIN));
    }
}
