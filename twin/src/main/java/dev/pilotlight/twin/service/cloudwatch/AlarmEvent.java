package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What is sent when an alarm changes its state.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Alarm
 *     events and EventBridge</a>
 */
public final class AlarmEvent {
    private AlarmEvent() {}

    /**
     * The event {@code CloudWatch Alarm State Change}, as the default event bus of the alarm's Region gets it.
     *
     * @param id of the event, a UUID
     */
    public static ObjectNode forEventBridge(AlarmChange change, String id) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", id)
                .put("detail-type", "CloudWatch Alarm State Change")
                .put("source", "aws.cloudwatch")
                .put("account", change.account())
                .put(
                        "time",
                        change.current().since().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", change.region());
        event.putArray("resources").add(change.alarmArn());
        ObjectNode detail =
                event.putObject("detail").put("alarmName", change.alarm().name());
        detail.set("configuration", configuration(change));
        detail.set("previousState", state(change.previous()));
        detail.set("state", state(change.current()));
        return event;
    }

    /**
     * The event with which an alarm action invokes a Lambda function directly.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">Invoke a
     *     Lambda function from an alarm</a>
     */
    public static ObjectNode forLambda(AlarmChange change) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("source", "aws.cloudwatch")
                .put("alarmArn", change.alarmArn())
                .put("accountId", change.account())
                .put("time", AlarmReason.moment(change.current().since()))
                .put("region", change.region());
        ObjectNode data =
                event.putObject("alarmData").put("alarmName", change.alarm().name());
        data.set("state", state(change.current()));
        data.set("previousState", state(change.previous()));
        data.set("configuration", configuration(change));
        return event;
    }

    private static ObjectNode configuration(AlarmChange change) {
        Alarm alarm = change.alarm();
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        alarm.description().ifPresent(text -> configuration.put("description", text));
        ObjectNode query = configuration.putArray("metrics").addObject();
        query.put("id", queryId(change));
        ObjectNode stat = query.putObject("metricStat");
        ObjectNode metric = stat.putObject("metric");
        ObjectNode dimensions = metric.putObject("dimensions");
        alarm.metric().dimensions().forEach(dimensions::put);
        metric.put("name", alarm.metric().name())
                .put("namespace", alarm.metric().namespace());
        stat.put("period", alarm.periodSeconds()).put("stat", alarm.statistic().word());
        alarm.unit().ifPresent(unit -> stat.put("unit", unit));
        query.put("returnData", true);
        return configuration;
    }

    /** The real service invents one for each alarm; here it follows from the alarm, so that histories repeat. */
    private static String queryId(AlarmChange change) {
        return UUID.nameUUIDFromBytes(change.alarmArn().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static ObjectNode state(AlarmState state) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("reason", state.reason());
        state.reasonData().ifPresent(data -> node.put("reasonData", data));
        return node.put("timestamp", AlarmReason.moment(state.since()))
                .put("value", state.value().name());
    }
}
