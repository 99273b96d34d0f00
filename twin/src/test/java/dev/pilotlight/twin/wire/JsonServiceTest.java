package dev.pilotlight.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;

class JsonServiceTest {
    private static final Instant HALF_PAST = Instant.parse("2026-01-01T00:00:30.250Z");

    private final List<Instant> received = new ArrayList<>();
    private final TestTwin twin = new TestTwin(new Clock("monitoring", "1.0"), new Clock("ssm", "1.1"));

    @Test
    void timesPassThroughCborInBothDirections() {
        CloudWatchClient client = twin.client(CloudWatchClient.builder(), TestTwin.EAST);
        var answer = client.getMetricStatistics(get -> get.namespace("n")
                .metricName("m")
                .startTime(HALF_PAST)
                .endTime(HALF_PAST.plusSeconds(60))
                .period(60));
        assertThat(received).containsExactly(HALF_PAST, HALF_PAST.plusSeconds(60));
        assertThat(answer.datapoints()).singleElement().satisfies(point -> {
            assertThat(point.timestamp()).isEqualTo(HALF_PAST);
            assertThat(point.average()).isEqualTo(0.5);
        });
    }

    @Test
    void timesPassThroughJson() {
        SsmClient client = twin.client(SsmClient.builder(), TestTwin.EAST);
        assertThat(client.getParameter(get -> get.name("clock")).parameter().lastModifiedDate())
                .isEqualTo(HALF_PAST);
    }

    @Test
    void anErrorInCborIsTheSdksOwnException() {
        CloudWatchClient client = twin.client(CloudWatchClient.builder(), TestTwin.EAST);
        assertThatThrownBy(() -> client.setAlarmState(
                        set -> set.alarmName("none").stateValue("ALARM").stateReason("test")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("there is no clock");
        assertThatThrownBy(client::listDashboards)
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("not modelled");
        assertThatThrownBy(() ->
                        client.getMetricStatistics(get -> get.namespace("n").unit("Seconds")))
                .hasMessageContaining("Unit");
    }

    /** Tells the time in both protocols. */
    private final class Clock extends JsonService {
        private final String name;

        private Clock(String name, String version) {
            super(version, "com.amazonaws.cloudwatch#");
            this.name = name;
            operation(
                    "GetMetricStatistics",
                    Set.of("Namespace", "MetricName", "StartTime", "EndTime", "Period"),
                    (input, context) -> {
                        received.add(input.time("StartTime").orElseThrow());
                        received.add(input.time("EndTime").orElseThrow());
                        var answer = object();
                        answer.putArray("Datapoints")
                                .addObject()
                                .put("Average", 0.5)
                                .putPOJO("Timestamp", HALF_PAST);
                        return answer;
                    });
            operation("GetParameter", Set.of("Name"), (input, context) -> {
                var answer = object();
                answer.putObject("Parameter").putPOJO("LastModifiedDate", HALF_PAST);
                return answer;
            });
            operation("SetAlarmState", Set.of("AlarmName", "StateValue", "StateReason"), (input, context) -> {
                throw new AwsError(404, "ResourceNotFoundException", "there is no clock");
            });
        }

        @Override
        public String signingName() {
            return name;
        }
    }
}
