package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.cloudwatch.AlarmBook.Entry;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations on alarms. */
final class AlarmOperations {
    static final Set<String> PUT = Set.of(
            "AlarmName",
            "AlarmDescription",
            "ActionsEnabled",
            "OKActions",
            "AlarmActions",
            "InsufficientDataActions",
            "Namespace",
            "MetricName",
            "Dimensions",
            "Statistic",
            "Period",
            "Unit",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData");
    static final Set<String> DESCRIBE = Set.of(
            "AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "MaxRecords", "NextToken", "ActionPrefix");
    static final Set<String> SET_STATE = Set.of("AlarmName", "StateValue", "StateReason", "StateReasonData");
    static final Set<String> NAMES = Set.of("AlarmNames");

    private static final int MOST_RECORDS = 100;

    private final AlarmBook alarms;
    private final AlarmListener listener;

    AlarmOperations(AlarmBook alarms, AlarmListener listener) {
        this.alarms = alarms;
        this.listener = listener;
    }

    ObjectNode put(JsonParameters input, CallContext context) {
        alarms.put(context.region(), alarm(input), context.now());
        return object();
    }

    ObjectNode describe(JsonParameters input, CallContext context) {
        List<String> names = input.texts("AlarmNames");
        Optional<String> prefix = input.text("AlarmNamePrefix");
        if (!names.isEmpty() && prefix.isPresent()) {
            throw Requests.contradiction("AlarmNames and AlarmNamePrefix cannot be given together");
        }
        String after = input.text("NextToken").orElse("");
        int limit = input.integer("MaxRecords").orElse(MOST_RECORDS);
        List<Entry> found = metricAlarms(input.texts("AlarmTypes"), context.region()).stream()
                .filter(entry -> names.isEmpty() || names.contains(entry.alarm().name()))
                .filter(entry -> prefix.map(entry.alarm().name()::startsWith).orElse(true))
                .filter(entry -> input.text("StateValue")
                        .map(entry.state().value().name()::equals)
                        .orElse(true))
                .filter(entry -> input.text("ActionPrefix")
                        .map(start -> acts(entry.alarm(), start))
                        .orElse(true))
                .filter(entry -> entry.alarm().name().compareTo(after) > 0)
                .toList();
        ObjectNode answer = object();
        ArrayNode metricAlarms = answer.putArray("MetricAlarms");
        found.stream().limit(limit).forEach(entry -> metricAlarms.add(AlarmDescriptions.describe(entry)));
        answer.putArray("CompositeAlarms");
        if (found.size() > limit) {
            answer.put("NextToken", found.get(limit - 1).alarm().name());
        }
        return answer;
    }

    ObjectNode setState(JsonParameters input, CallContext context) {
        Entry entry = named(context.region(), input.required("AlarmName"));
        AlarmState.Value value = choice(input, "StateValue", AlarmState.Value.values(), Enum::name)
                .orElseThrow();
        AlarmState state =
                new AlarmState(value, input.required("StateReason"), input.text("StateReasonData"), context.now());
        alarms.enter(context.region(), entry.alarm().name(), state).ifPresent(listener::changed);
        return object();
    }

    ObjectNode delete(JsonParameters input, CallContext context) {
        List<String> names = input.texts("AlarmNames");
        names.forEach(name -> named(context.region(), name));
        names.forEach(name -> alarms.remove(context.region(), name));
        return object();
    }

    ObjectNode enableActions(JsonParameters input, CallContext context) {
        return withActions(input, context, true);
    }

    ObjectNode disableActions(JsonParameters input, CallContext context) {
        return withActions(input, context, false);
    }

    private ObjectNode withActions(JsonParameters input, CallContext context, boolean enabled) {
        input.texts("AlarmNames")
                .forEach(name -> alarms.configure(context.region(), name, alarm -> alarm.withActions(enabled)));
        return object();
    }

    private List<Entry> metricAlarms(List<String> types, String region) {
        return types.isEmpty() || types.contains("MetricAlarm") ? alarms.all(region) : List.of();
    }

    private static boolean acts(Alarm alarm, String prefix) {
        Alarm.Actions actions = alarm.actions();
        return List.of(actions.ok(), actions.alarm(), actions.insufficientData()).stream()
                .flatMap(List::stream)
                .anyMatch(action -> action.startsWith(prefix));
    }

    private Entry named(String region, String name) {
        return alarms.find(region, name)
                .orElseThrow(() -> new AwsError(404, "ResourceNotFound", "Unknown alarm: " + name));
    }

    private static Alarm alarm(JsonParameters input) {
        int evaluationPeriods =
                input.integer("EvaluationPeriods").orElseThrow(() -> Requests.missing("EvaluationPeriods"));
        try {
            return new Alarm(
                    input.required("AlarmName"),
                    input.text("AlarmDescription"),
                    Requests.metric(input),
                    input.text("Unit"),
                    Statistic.named(input.required("Statistic")),
                    Requests.period(input),
                    evaluationPeriods,
                    input.integer("DatapointsToAlarm").orElse(evaluationPeriods),
                    choice(input, "ComparisonOperator", Comparison.values(), Comparison::word)
                            .orElseThrow(() -> Requests.missing("ComparisonOperator")),
                    input.decimal("Threshold").orElseThrow(() -> Requests.missing("Threshold")),
                    choice(input, "TreatMissingData", MissingData.values(), MissingData::word)
                            .orElse(MissingData.MISSING),
                    actions(input));
        } catch (IllegalArgumentException e) {
            throw AwsError.badRequest("ValidationError", String.valueOf(e.getMessage()));
        }
    }

    private static Alarm.Actions actions(JsonParameters input) {
        boolean enabled = input.member("ActionsEnabled").isEmpty() || input.flag("ActionsEnabled");
        return new Alarm.Actions(
                enabled, input.texts("OKActions"), input.texts("AlarmActions"), input.texts("InsufficientDataActions"));
    }

    private static <T> Optional<T> choice(JsonParameters input, String name, T[] values, Function<T, String> word) {
        return input.text(name)
                .map(sent -> Arrays.stream(values)
                        .filter(value -> word.apply(value).equals(sent))
                        .findFirst()
                        .orElseThrow(() ->
                                Requests.invalid("The value " + sent + " for parameter " + name + " is invalid.")));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
