package dev.pilotlight.outage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.AlarmArn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Alarms as CloudWatch of their own Region describes them, metric alarms and composite ones. */
public final class CloudWatchAlarms implements Alarms {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();

    /** CloudWatch writes {@code 2026-01-01T00:00:00.000+0000}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HHmm", "Z")
            .toFormatter();

    private final AwsClients clients;

    public CloudWatchAlarms(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Optional<Reading> read(AlarmArn alarm) {
        try {
            DescribeAlarmsResponse answer = clients.cloudWatch(alarm.region())
                    .describeAlarms(describe -> describe.alarmNames(alarm.name())
                            .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
            return answer.metricAlarms().stream()
                    .filter(found -> alarm.value().equals(found.alarmArn()))
                    .map(CloudWatchAlarms::reading)
                    .findFirst()
                    .or(() -> answer.compositeAlarms().stream()
                            .filter(found -> alarm.value().equals(found.alarmArn()))
                            .map(CloudWatchAlarms::reading)
                            .findFirst());
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static Reading reading(MetricAlarm alarm) {
        return reading(
                alarm.stateValueAsString(),
                alarm.stateTransitionedTimestamp(),
                alarm.stateUpdatedTimestamp(),
                alarm.stateReasonData());
    }

    private static Reading reading(CompositeAlarm alarm) {
        // The data of a composite alarm names its children instead of a time.
        return reading(
                alarm.stateValueAsString(), alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp(), null);
    }

    private static Reading reading(
            @Nullable String state, @Nullable Instant transitioned, @Nullable Instant updated, @Nullable String data) {
        return new Reading(
                state == null ? "" : state,
                Optional.ofNullable(transitioned == null ? updated : transitioned),
                data == null ? Optional.empty() : startDate(data));
    }

    /** The time of the oldest data the alarm has looked at; its form is not guaranteed. */
    static Optional<Instant> startDate(String data) {
        try {
            JsonNode start = READER.readTree(data).path("startDate");
            return start.isTextual()
                    ? Optional.of(OffsetDateTime.parse(start.textValue(), TIME)
                            .toInstant()
                            .truncatedTo(ChronoUnit.MILLIS))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
