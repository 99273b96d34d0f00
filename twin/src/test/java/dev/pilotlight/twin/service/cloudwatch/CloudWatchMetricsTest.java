package dev.pilotlight.twin.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchMetricsTest {
    private static final Instant MINUTE = TestTwin.START;
    private static final Metric LAG = Metrics.auroraGlobalRecoveryPointLag("shop-west");

    private final CloudWatchService service = new CloudWatchService(TestTwin.ACCOUNT, _ -> true);
    private final TestTwin twin = new TestTwin(service);
    private final CloudWatchClient west = twin.client(CloudWatchClient.builder(), TestTwin.WEST);

    @Test
    void aDatumKeepsItsMomentThroughTheRealClientToTheMillisecond() {
        Instant moment = Instant.parse("2025-12-31T23:59:58.123Z");
        put(MetricDatum.builder()
                .metricName("orders")
                .timestamp(moment)
                .value(7.5)
                .build());
        MetricDataResult result = query("shop", "orders", Map.of(), 1, "Maximum", ScanBy.TIMESTAMP_DESCENDING);
        assertThat(result.timestamps()).containsExactly(Instant.parse("2025-12-31T23:59:58Z"));
        assertThat(result.values()).containsExactly(7.5);
        assertThat(service.recent("us-west-2", Metric.of("shop", "orders", Map.of())))
                .containsExactly(Datum.of(7.5, moment));
    }

    @Test
    void aDatumWithoutATimestampIsOfNow() {
        put(MetricDatum.builder().metricName("orders").value(1.0).build());
        assertThat(query("shop", "orders", Map.of(), 60, "Sum", ScanBy.TIMESTAMP_DESCENDING)
                        .timestamps())
                .containsExactly(MINUTE);
    }

    @Test
    void theNewestPeriodComesFirstUnlessAskedOtherwise() {
        service.publish("us-west-2", LAG, 100, MINUTE.minusSeconds(120));
        service.publish("us-west-2", LAG, 300, MINUTE.minusSeconds(30));
        service.publish("us-west-2", LAG, 200, MINUTE.minusSeconds(10));
        MetricDataResult newest = query("AWS/RDS", LAG.name(), LAG.dimensions(), 60, "Maximum", null);
        assertThat(newest.values()).containsExactly(300.0, 100.0);
        assertThat(newest.timestamps()).containsExactly(MINUTE.minusSeconds(60), MINUTE.minusSeconds(120));
        MetricDataResult oldest =
                query("AWS/RDS", LAG.name(), LAG.dimensions(), 60, "Maximum", ScanBy.TIMESTAMP_ASCENDING);
        assertThat(oldest.values()).containsExactly(100.0, 300.0);
    }

    @Test
    void everyStatisticIsOfThePeriod() {
        List.of(1.0, 2.0, 6.0).forEach(value -> service.publish("us-west-2", LAG, value, MINUTE.minusSeconds(5)));
        List<Datapoint> points = west.getMetricStatistics(request -> request.namespace("AWS/RDS")
                        .metricName(LAG.name())
                        .dimensions(Dimension.builder()
                                .name("DBClusterIdentifier")
                                .value("shop-west")
                                .build())
                        .startTime(MINUTE.minusSeconds(300))
                        .endTime(MINUTE)
                        .period(300)
                        .statistics(
                                Statistic.MINIMUM,
                                Statistic.MAXIMUM,
                                Statistic.AVERAGE,
                                Statistic.SUM,
                                Statistic.SAMPLE_COUNT))
                .datapoints();
        assertThat(points).singleElement().satisfies(point -> {
            assertThat(point.timestamp()).isEqualTo(MINUTE.minusSeconds(300));
            assertThat(point.minimum()).isEqualTo(1);
            assertThat(point.maximum()).isEqualTo(6);
            assertThat(point.average()).isEqualTo(3);
            assertThat(point.sum()).isEqualTo(9);
            assertThat(point.sampleCount()).isEqualTo(3);
        });
    }

    @Test
    void aValueThatIsNotANumberTravels() {
        service.publish("us-west-2", LAG, Double.NaN, MINUTE.minusSeconds(5));
        assertThat(query("AWS/RDS", LAG.name(), LAG.dimensions(), 60, "Maximum", null)
                        .values())
                .containsExactly(Double.NaN);
    }

    @Test
    void nobodyMayPutAValueThatIsNotANumber() {
        assertThatThrownBy(() -> put(MetricDatum.builder()
                        .metricName("orders")
                        .value(Double.NaN)
                        .build()))
                .isInstanceOfSatisfying(
                        InvalidParameterValueException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    }

    @Test
    void whatOneRegionKnowsAnotherDoesNot() {
        service.publish("us-east-1", LAG, 1, MINUTE.minusSeconds(5));
        assertThat(query("AWS/RDS", LAG.name(), LAG.dimensions(), 60, "Maximum", null)
                        .values())
                .isEmpty();
    }

    @Test
    void whatARegionIsToldWhileItIsDownIsLost() {
        CloudWatchService down = new CloudWatchService(TestTwin.ACCOUNT, _ -> false);
        down.publish("us-west-2", LAG, 1, MINUTE);
        assertThat(down.recent("us-west-2", LAG)).isEmpty();
    }

    @Test
    void aLargeRequestArrivesCompressed() {
        List<MetricDatum> many = IntStream.range(0, 600)
                .mapToObj(number -> MetricDatum.builder()
                        .metricName("a metric with quite a long name, number " + number)
                        .value((double) number)
                        .build())
                .toList();
        put(many.toArray(MetricDatum[]::new));
        assertThat(west.listMetrics(request -> request.namespace("shop")).metrics())
                .hasSize(600);
    }

    @Test
    void metricMathIsRefusedByName() {
        assertThatThrownBy(() -> west.getMetricData(request -> request.startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(1))
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("e")
                                .expression("a + b")
                                .build())))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Expression")
                .hasMessageContaining("not modelled");
    }

    private void put(MetricDatum... data) {
        west.putMetricData(request -> request.namespace("shop").metricData(data));
    }

    private MetricDataResult query(
            String namespace,
            String name,
            Map<String, String> dimensions,
            int period,
            String statistic,
            @Nullable ScanBy order) {
        var wanted = dimensions.entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        return west.getMetricData(request -> {
                    request.startTime(MINUTE.minusSeconds(600)).endTime(MINUTE.plusSeconds(60));
                    if (order != null) {
                        request.scanBy(order);
                    }
                    request.metricDataQueries(MetricDataQuery.builder()
                            .id("q")
                            .metricStat(stat -> stat.period(period)
                                    .stat(statistic)
                                    .metric(metric -> metric.namespace(namespace)
                                            .metricName(name)
                                            .dimensions(wanted)))
                            .build());
                })
                .metricDataResults()
                .getFirst();
    }
}
