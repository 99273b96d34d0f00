package dev.pilotlight.twin.service.cloudwatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A metric alarm as it was asked for.
 *
 * @param period what each datapoint covers; shorter than the real service allows when a live demonstration needs it
 * @param evaluationPeriods how many of the latest periods are looked at
 * @param datapointsToAlarm how many of them must breach
 */
public record Alarm(
        String name,
        Optional<String> description,
        Metric metric,
        Optional<String> unit,
        Statistic statistic,
        Duration period,
        int evaluationPeriods,
        int datapointsToAlarm,
        Comparison comparison,
        double threshold,
        MissingData missingData,
        Actions actions) {

    /**
     * Whom an alarm tells; each a list of ARNs.
     *
     * @param enabled whether it tells anybody at all
     */
    public record Actions(boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {
        public Actions {
            ok = List.copyOf(ok);
            alarm = List.copyOf(alarm);
            insufficientData = List.copyOf(insufficientData);
        }

        /** Nobody is told; rules of EventBridge see the change all the same. */
        public static Actions none() {
            return new Actions(true, List.of(), List.of(), List.of());
        }
    }

    public Alarm {
        if (!period.isPositive() || evaluationPeriods < 1) {
            throw new IllegalArgumentException("the period and the number of periods must be positive");
        }
        if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
            throw new IllegalArgumentException("the datapoints to alarm must be between 1 and the evaluation periods");
        }
    }

    /** The usual alarm on a health check: in alarm as soon as one period saw it unhealthy. */
    public static Alarm onHealthCheck(String name, String healthCheckId, Duration period) {
        return new Alarm(
                name,
                Optional.of("Route 53's checkers do not reach the primary site."),
                Metrics.healthCheckStatus(healthCheckId),
                Optional.empty(),
                Statistic.MINIMUM,
                period,
                1,
                1,
                Comparison.LESS_THAN,
                1,
                MissingData.MISSING,
                Actions.none());
    }

    Alarm withActions(boolean enabled) {
        return new Alarm(
                name,
                description,
                metric,
                unit,
                statistic,
                period,
                evaluationPeriods,
                datapointsToAlarm,
                comparison,
                threshold,
                missingData,
                new Actions(enabled, actions.ok(), actions.alarm(), actions.insufficientData()));
    }

    /** Whether a value of a period is a bad one. */
    boolean isBreachedBy(double value) {
        return comparison.breaches(threshold).test(value);
    }

    /** The period as the interface tells it: whole seconds. */
    long periodSeconds() {
        return Math.max(1, period.toSeconds());
    }
}
