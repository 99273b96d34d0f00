package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes an alarm as {@code DescribeAlarms} answers it. */
final class AlarmDescriptions {
    private AlarmDescriptions() {}

    static ObjectNode describe(AlarmBook.Entry entry) {
        Alarm alarm = entry.alarm();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmArn", entry.arn());
        alarm.description().ifPresent(text -> node.put("AlarmDescription", text));
        node.putPOJO("AlarmConfigurationUpdatedTimestamp", entry.configured());
        describe(alarm.actions(), node);
        describe(entry.state(), node);
        Requests.describe(alarm.metric(), node);
        node.put("Statistic", alarm.statistic().word()).put("Period", alarm.periodSeconds());
        alarm.unit().ifPresent(unit -> node.put("Unit", unit));
        return node.put("EvaluationPeriods", alarm.evaluationPeriods())
                .put("DatapointsToAlarm", alarm.datapointsToAlarm())
                .put("Threshold", alarm.threshold())
                .put("ComparisonOperator", alarm.comparison().word())
                .put("TreatMissingData", alarm.missingData().word());
    }

    private static void describe(AlarmState state, ObjectNode node) {
        node.put("StateValue", state.value().name()).put("StateReason", state.reason());
        state.reasonData().ifPresent(data -> node.put("StateReasonData", data));
        node.putPOJO("StateUpdatedTimestamp", state.since());
        node.putPOJO("StateTransitionedTimestamp", state.since());
    }

    private static void describe(Alarm.Actions actions, ObjectNode node) {
        node.put("ActionsEnabled", actions.enabled());
        texts(node, "OKActions", actions.ok());
        texts(node, "AlarmActions", actions.alarm());
        texts(node, "InsufficientDataActions", actions.insufficientData());
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
