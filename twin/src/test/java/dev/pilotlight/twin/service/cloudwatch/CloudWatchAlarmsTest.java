package dev.pilotlight.twin.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchAlarmsTest {
    private static final String ARN = "arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down";
    private static final String CHECK = "0a1b2c3d-1111-2222-3333-444455556666";
    private static final Metric STATUS = Metrics.healthCheckStatus(CHECK);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final CloudWatchService service = new CloudWatchService(TestTwin.ACCOUNT, _ -> true);
    private final TestTwin twin = new TestTwin(service);
    private final CloudWatchClient client = twin.client(CloudWatchClient.builder(), TestTwin.EAST);
    private final List<AlarmChange> changes = new ArrayList<>();
    private double status;
    private boolean publishing;

    CloudWatchAlarmsTest() {
        service.onChange(changes::add);
    }

    @AfterEach
    void close() {
        client.close();
        twin.timeline.close();
    }

    @Test
    void aNewAlarmHasTooLittleData() {
        client.putMetricAlarm(shopDown().build());
        MetricAlarm alarm = described();
        assertThat(alarm.alarmArn()).isEqualTo(ARN);
        assertThat(alarm.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(alarm.stateReason()).isEqualTo("Unchecked: Initial alarm creation");
        assertThat(alarm.stateUpdatedTimestamp()).isEqualTo(TestTwin.START);
        assertThat(alarm.period()).isEqualTo(60);
        assertThat(alarm.statistic()).isEqualTo(Statistic.MINIMUM);
        assertThat(alarm.dimensions())
                .containsExactly(
                        Dimension.builder().name("HealthCheckId").value(CHECK).build());
        assertThat(alarm.actionsEnabled()).isTrue();
    }

    @Test
    void oneBadMinuteRaisesTheAlarmAndSaysWhyInTheWordsOfAws() {
        client.putMetricAlarm(shopDown().build());
        watch(MINUTE);
        becomes(1);
        twin.timeline.advance(Duration.ofSeconds(150));
        becomes(0);
        twin.timeline.advance(MINUTE);
        MetricAlarm alarm = described();
        assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm.stateTransitionedTimestamp()).isEqualTo(TestTwin.START.plusSeconds(180));
        assertThat(alarm.stateReason())
                .isEqualTo("Threshold Crossed: 1 out of the last 1 datapoints [0.0 (01/01/26 00:02:00)] was less than"
                        + " the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).");
        assertThat(alarm.stateReasonData())
                .isEqualTo("{\"version\":\"1.0\",\"queryDate\":\"2026-01-01T00:03:00.000+0000\","
                        + "\"startDate\":\"2026-01-01T00:02:00.000+0000\",\"statistic\":\"Minimum\",\"period\":60,"
                        + "\"recentDatapoints\":[0.0],\"threshold\":1.0,\"evaluatedDatapoints\":"
                        + "[{\"timestamp\":\"2026-01-01T00:02:00.000+0000\",\"sampleCount\":6.0,\"value\":0.0}]}");
    }

    @Test
    void theListenersHearEveryChangeOnce() {
        client.putMetricAlarm(shopDown().build());
        watch(Duration.ofSeconds(10));
        becomes(1);
        twin.timeline.advance(MINUTE.multipliedBy(3));
        becomes(0);
        twin.timeline.advance(MINUTE.multipliedBy(3));
        becomes(1);
        twin.timeline.advance(MINUTE.multipliedBy(3));
        assertThat(changes)
                .extracting(change -> change.current().value())
                .containsExactly(AlarmState.Value.OK, AlarmState.Value.ALARM, AlarmState.Value.OK);
    }

    @Test
    void anAlarmWhoseMetricStopsHasTooLittleDataInTheEnd() {
        client.putMetricAlarm(shopDown().build());
        service.publish(TestTwin.EAST, STATUS, 1, TestTwin.START);
        watch(MINUTE);
        twin.timeline.advance(MINUTE);
        assertThat(described().stateValue()).isEqualTo(StateValue.OK);
        twin.timeline.advance(MINUTE.multipliedBy(3));
        assertThat(described().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(described().stateReason()).isEqualTo("Insufficient Data: 1 datapoint was unknown.");
    }

    @Test
    void missingDataThatCountAsBreachingRaiseTheAlarm() {
        client.putMetricAlarm(shopDown().treatMissingData("breaching").build());
        service.evaluate(TestTwin.EAST, TestTwin.START.plusSeconds(60));
        assertThat(described().stateReason())
                .isEqualTo("Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was"
                        + " treated as [Breaching].");
    }

    @Test
    void aStateSetByHandLastsUntilTheNextLook() {
        client.putMetricAlarm(shopDown().build());
        service.publish(TestTwin.EAST, STATUS, 1, TestTwin.START);
        client.setAlarmState(request ->
                request.alarmName("shop-down").stateValue(StateValue.ALARM).stateReason("a drill"));
        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.current().reason()).isEqualTo("a drill"));
        assertThat(described().stateValue()).isEqualTo(StateValue.ALARM);
        service.evaluate(TestTwin.EAST, TestTwin.START.plusSeconds(60));
        assertThat(described().stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void aValueThatIsNotANumberCountsAsMissing() {
        client.putMetricAlarm(shopDown().treatMissingData("breaching").build());
        service.publish(TestTwin.EAST, STATUS, Double.NaN, TestTwin.START);
        service.evaluate(TestTwin.EAST, TestTwin.START.plusSeconds(60));
        assertThat(described().stateValue()).isEqualTo(StateValue.ALARM);
    }

    @Test
    void aLiveDemonstrationHasAlarmsOfLessThanASecond() {
        service.seedAlarm(TestTwin.EAST, Alarm.onHealthCheck("quick", CHECK, Duration.ofMillis(200)), TestTwin.START);
        watch(Duration.ofMillis(200));
        service.publish(TestTwin.EAST, STATUS, 0, TestTwin.START.plusMillis(50));
        twin.timeline.advance(Duration.ofMillis(200));
        assertThat(service.state(TestTwin.EAST, "quick").orElseThrow().value()).isEqualTo(AlarmState.Value.ALARM);
    }

    @Test
    void anAlarmOfADeadRegionDoesNotChange() {
        TreeSet<String> down = new TreeSet<>();
        CloudWatchService mortal = new CloudWatchService(TestTwin.ACCOUNT, region -> !down.contains(region));
        mortal.seedAlarm(TestTwin.EAST, Alarm.onHealthCheck("shop-down", CHECK, MINUTE), TestTwin.START);
        mortal.publish(TestTwin.EAST, STATUS, 0, TestTwin.START);
        down.add(TestTwin.EAST);
        mortal.evaluate(TestTwin.EAST, TestTwin.START.plusSeconds(60));
        assertThat(mortal.state(TestTwin.EAST, "shop-down").orElseThrow().value())
                .isEqualTo(AlarmState.Value.INSUFFICIENT_DATA);
    }

    @Test
    void aRegionKnowsItsOwnAlarmsOnly() {
        client.putMetricAlarm(shopDown().build());
        try (CloudWatchClient west = twin.client(CloudWatchClient.builder(), TestTwin.WEST)) {
            assertThat(west.describeAlarms().metricAlarms()).isEmpty();
        }
    }

    @Test
    void alarmsAreFoundByNamePrefixStateAndPage() {
        List.of("a-one", "a-two", "b-one")
                .forEach(
                        name -> client.putMetricAlarm(shopDown().alarmName(name).build()));
        assertThat(client.describeAlarms(request -> request.alarmNamePrefix("a-"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("a-one", "a-two");
        assertThat(client.describeAlarms(request -> request.stateValue(StateValue.ALARM))
                        .metricAlarms())
                .isEmpty();
        assertThat(client.describeAlarms(request -> request.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .metricAlarms())
                .isEmpty();
        assertThat(client.describeAlarmsPaginator(request -> request.maxRecords(1))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("a-one", "a-two", "b-one");
    }

    @Test
    void anAlarmThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> client.setAlarmState(request ->
                        request.alarmName("nobody").stateValue(StateValue.OK).stateReason("x")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("nobody");
    }

    private void watch(Duration pause) {
        repeat("alarms", pause, pause, now -> service.evaluate(TestTwin.EAST, now));
    }

    /** From now on the check has this status, published every ten seconds, from one second after the full ten. */
    private void becomes(double value) {
        status = value;
        if (!publishing) {
            publishing = true;
            repeat(
                    "checker",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    now -> service.publish(TestTwin.EAST, STATUS, status, now));
        }
    }

    private void repeat(String name, Duration first, Duration pause, Consumer<Instant> work) {
        twin.timeline.after(first, name, () -> {
            try {
                while (true) {
                    work.accept(twin.timeline.now());
                    twin.timeline.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private MetricAlarm described() {
        return client.describeAlarms(request -> request.alarmNames("shop-down"))
                .metricAlarms()
                .getFirst();
    }

    private static PutMetricAlarmRequest.Builder shopDown() {
        return PutMetricAlarmRequest.builder()
                .alarmName("shop-down")
                .alarmDescription("Visitors cannot reach the shop.")
                .namespace("AWS/Route53")
                .metricName("HealthCheckStatus")
                .dimensions(
                        Dimension.builder().name("HealthCheckId").value(CHECK).build())
                .statistic(Statistic.MINIMUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD);
    }
}
