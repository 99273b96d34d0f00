package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.JsonParameters;
import dev.pilotlight.twin.wire.JsonService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * CloudWatch in all Regions: metrics with the five basic statistics, and metric alarms on one metric. Metric math,
 * anomaly bands, composite alarms, dashboards and streams are not modelled. What a Region's CloudWatch is told while it
 * is down is lost, and no alarm there changes.
 */
public final class CloudWatchService extends JsonService {
    private final MetricStore store = new MetricStore();
    private final AlarmBook alarms;
    private final Predicate<String> works;
    private final List<AlarmListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param account whose alarms these are, twelve digits
     * @param works tells for a Region whether its CloudWatch takes in data and judges alarms at this moment
     */
    public CloudWatchService(String account, Predicate<String> works) {
        super("1.0", "com.amazonaws.cloudwatch.v2010_08_01#");
        this.alarms = new AlarmBook(account);
        this.works = works;
        MetricOperations metrics = new MetricOperations(store);
        operation("PutMetricData", MetricOperations.PUT_DATA, answering(metrics::putData));
        operation("GetMetricData", MetricOperations.GET_DATA, answering(metrics::getData));
        operation("GetMetricStatistics", MetricOperations.GET_STATISTICS, answering(metrics::getStatistics));
        operation("ListMetrics", MetricOperations.LIST, answering(metrics::list));
        AlarmOperations operations = new AlarmOperations(alarms, this::tell);
        operation("PutMetricAlarm", AlarmOperations.PUT, answering(operations::put));
        operation("DescribeAlarms", AlarmOperations.DESCRIBE, answering(operations::describe));
        operation("SetAlarmState", AlarmOperations.SET_STATE, answering(operations::setState));
        operation("DeleteAlarms", AlarmOperations.NAMES, answering(operations::delete));
        operation("EnableAlarmActions", AlarmOperations.NAMES, answering(operations::enableActions));
        operation("DisableAlarmActions", AlarmOperations.NAMES, answering(operations::disableActions));
    }

    /** What an operation does, whichever class does it. */
    @FunctionalInterface
    interface Answering {
        ObjectNode answer(JsonParameters input, CallContext context);
    }

    @Override
    public String signingName() {
        return "monitoring";
    }

    /** From now on this listener is told about every alarm that changes. */
    public void onChange(AlarmListener listener) {
        listeners.add(listener);
    }

    /** Takes in one value of a metric, as the services of a Region publish them; NaN is allowed here. */
    public void publish(String region, Metric metric, double value, Instant at) {
        publish(region, metric, Datum.of(value, at));
    }

    /** Takes in one datum of a metric. */
    public void publish(String region, Metric metric, Datum datum) {
        if (works.test(region)) {
            store.put(region, metric, datum);
        }
    }

    /** Everything that is still known of a metric, the oldest first. */
    public List<Datum> recent(String region, Metric metric) {
        return store.data(region, metric);
    }

    /** Makes an alarm that the world begins with, or replaces it. */
    public void seedAlarm(String region, Alarm alarm, Instant now) {
        alarms.put(region, alarm, now);
    }

    /** Judges the alarms of a Region by the data of this moment and tells the listeners what changed. */
    public void evaluate(String region, Instant now) {
        if (works.test(region)) {
            alarms.evaluate(region, store, now).forEach(this::tell);
        }
    }

    /** The state an alarm is in; empty when there is no such alarm. */
    public Optional<AlarmState> state(String region, String alarm) {
        return alarms.find(region, alarm).map(AlarmBook.Entry::state);
    }

    /**
     * The state an alarm's data call for at this moment, whatever state it is in: this is what a Route 53 health check
     * on an alarm looks at. Empty when there is no such alarm, its Region is down, or the data decide nothing.
     */
    public Optional<AlarmState.Value> judge(String region, String alarm, Instant now) {
        return works.test(region)
                ? alarms.find(region, alarm)
                        .flatMap(entry -> AlarmEvaluation.of(entry.alarm(), store, region, now)
                                .verdict())
                : Optional.empty();
    }

    private void tell(AlarmChange change) {
        listeners.forEach(listener -> listener.changed(change));
    }

    private static Handler answering(Answering operation) {
        return operation::answer;
    }
}
