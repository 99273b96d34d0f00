package dev.pilotlight.outage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.outage.TriggerEvent.Shape;
import dev.pilotlight.plan.AlarmArn;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Envelopes as trigger events. Only the few fields that matter are looked at, because AWS adds others; those must be
 * right.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">the
 *     event</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">the
 *     action</a>
 */
final class TriggerEventReader {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    /** The alarm's own action and SNS write the offset without a colon. */
    private static final DateTimeFormatter OFFSET_WITHOUT_COLON =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]Z", Locale.ROOT);

    private static final int REASON_LIMIT = 500;

    private TriggerEventReader() {}

    /**
     * The event in an envelope.
     *
     * @param now stands in for a time that cannot be read, or lies in the future
     * @throws RefusedException with {@link Guard#INVALID_INPUT} when it is no such event
     */
    static TriggerEvent read(JsonNode envelope, Instant now) {
        if (envelope.has("declared")) {
            return declared(envelope);
        }
        if (envelope.path("Records").isArray()) {
            return notification(envelope.path("Records"), now);
        }
        if (envelope.path("detail-type").asText().equals("Scheduled Event")
                && envelope.path("source").asText().equals("aws.events")) {
            return new TriggerEvent.Scheduled(time(envelope.path("time").asText(), now));
        }
        if (envelope.path("detail-type").asText().equals("CloudWatch Alarm State Change")) {
            JsonNode state = envelope.path("detail").path("state");
            return alarm(Shape.EVENT_BRIDGE, envelope.path("resources").path(0), "resources[0]", state, now);
        }
        if (envelope.path("detail-type").asText().equals("AWS Health Event")) {
            return new TriggerEvent.HealthChanged(health(envelope, now));
        }
        if (envelope.has("alarmArn")) {
            JsonNode state = envelope.path("alarmData").path("state");
            return alarm(Shape.DIRECT, envelope.path("alarmArn"), "alarmArn", state, now);
        }
        throw refused("it is neither an event of an alarm, of AWS Health or of a schedule, nor a declared start");
    }

    private static TriggerEvent declared(JsonNode envelope) {
        JsonNode reason = envelope.path("reason");
        if (!envelope.path("declared").asBoolean(false)
                || !reason.isTextual()
                || reason.textValue().isBlank()
                || reason.textValue().length() > REASON_LIMIT) {
            throw refused("a declared start needs \"declared\": true and a reason of at most " + REASON_LIMIT
                    + " characters");
        }
        try {
            return new TriggerEvent.Declared(
                    new PlanName(envelope.path("plan").asText()), Redaction.redact(reason.textValue()));
        } catch (IllegalArgumentException malformed) {
            throw refused("plan: " + malformed.getMessage());
        }
    }

    private static TriggerEvent notification(JsonNode records, Instant now) {
        if (records.size() != 1 || !records.path(0).path("Sns").path("Message").isTextual()) {
            throw refused("Records: it is not one notification of SNS");
        }
        JsonNode message = message(records.path(0).path("Sns").path("Message").textValue());
        return alarm(
                Shape.SNS,
                message.path("AlarmArn"),
                "AlarmArn",
                message.path("NewStateValue"),
                message.path("StateChangeTime"),
                now);
    }

    private static JsonNode message(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException notJson) {
            // Its message would quote the text.
            throw refused("Records[0].Sns.Message: it is not the JSON of an alarm");
        }
    }

    private static TriggerEvent alarm(Shape shape, JsonNode arn, String path, JsonNode state, Instant now) {
        return alarm(shape, arn, path, state.path("value"), state.path("timestamp"), now);
    }

    private static TriggerEvent alarm(
            Shape shape, JsonNode arn, String path, JsonNode state, JsonNode time, Instant now) {
        if (!state.isTextual()) {
            throw refused("the alarm's new state is missing");
        }
        try {
            return new TriggerEvent.AlarmChanged(
                    shape, new AlarmArn(arn.asText()), state.textValue(), time(time.asText(), now));
        } catch (IllegalArgumentException malformed) {
            throw refused(path + ": " + malformed.getMessage());
        }
    }

    private static HealthStatement health(JsonNode envelope, Instant now) {
        JsonNode detail = envelope.path("detail");
        String service = detail.path("service").asText();
        String status = detail.path("statusCode").asText();
        if (!envelope.path("source").asText().equals("aws.health")
                || !detail.path("eventTypeCategory").asText().equals("issue")
                || !HealthStatement.SERVICES.contains(service)
                || !(status.equals("open") || status.equals("closed"))) {
            throw refused("it is no open or closed issue of AWS Health with a service that matters here, "
                    + new TreeSet<>(HealthStatement.SERVICES));
        }
        try {
            return new HealthStatement(
                    new RegionName(detail.path("eventRegion").asText()),
                    service,
                    status.equals("open"),
                    time(detail.path("startTime").asText(), now),
                    time(envelope.path("time").asText(), now));
        } catch (IllegalArgumentException malformed) {
            throw refused("detail.eventRegion: " + malformed.getMessage());
        }
    }

    private static Instant time(String text, Instant now) {
        return Stream.of(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME,
                        OFFSET_WITHOUT_COLON,
                        DateTimeFormatter.RFC_1123_DATE_TIME)
                .flatMap(format -> time(text, format).stream())
                .findFirst()
                .filter(time -> time.isBefore(now))
                .orElse(now);
    }

    private static Optional<Instant> time(String text, DateTimeFormatter format) {
        try {
            return Optional.of(OffsetDateTime.parse(text, format).toInstant());
        } catch (DateTimeException otherFormat) {
            return Optional.empty();
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException(
                Guard.INVALID_INPUT,
                "the event: " + why,
                "send a CloudWatch alarm, or {\"plan\":\"<name>\",\"declared\":true,\"reason\":\"<why>\"}");
    }
}
