package dev.pilotlight.twin.service.cloudwatch;

import dev.pilotlight.twin.service.cloudwatch.AlarmState.Value;
import dev.pilotlight.twin.service.cloudwatch.MetricStore.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look of an alarm at its data. CloudWatch retrieves some periods more than it needs, so that a few that are
 * missing can be made up for by older ones; only what is still lacking is filled as {@link MissingData} says.
 *
 * @param range the retrieved periods, the newest first
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How
 *     missing data are treated</a>
 */
record AlarmEvaluation(Alarm alarm, List<Period> range, Instant now) {
    /** As in the examples of the documentation; the real number is not published. */
    private static final int EXTRA_PERIODS = 2;

    private static final Duration STANDARD_RESOLUTION = Duration.ofMinutes(1);

    AlarmEvaluation {
        range = List.copyOf(range);
    }

    /** Looks at the periods that are over: of one minute and more they end at a full minute. */
    static AlarmEvaluation of(Alarm alarm, MetricStore store, String region, Instant now) {
        Duration period = alarm.period();
        Instant end = MetricStore.floor(now, period.compareTo(STANDARD_RESOLUTION) < 0 ? period : STANDARD_RESOLUTION);
        List<Period> range = new ArrayList<>();
        for (int index = 1; index <= alarm.evaluationPeriods() + EXTRA_PERIODS; index++) {
            Instant start = end.minus(period.multipliedBy(index));
            range.add(new Period(
                    start,
                    store.summary(region, alarm.metric(), alarm.unit(), start, start.plus(period))
                            .filter(summary -> !Double.isNaN(alarm.statistic().of(summary)))));
        }
        return new AlarmEvaluation(alarm, range, now);
    }

    /** The state that follows; empty when the alarm keeps the one it has. */
    Optional<Value> verdict() {
        if (present().isEmpty()) {
            return withoutData();
        }
        if (breaching() >= alarm.datapointsToAlarm()) {
            return Optional.of(Value.ALARM);
        }
        return lacking() == 0 ? Optional.of(Value.OK) : filled();
    }

    /** The periods that count, the newest first: those with data, at most as many as the alarm looks at. */
    List<Period> present() {
        return range.stream()
                .filter(period -> period.summary().isPresent())
                .limit(alarm.evaluationPeriods())
                .toList();
    }

    /** How many periods are missing that older ones could not make up for. */
    int lacking() {
        return alarm.evaluationPeriods() - present().size();
    }

    double value(Period period) {
        return alarm.statistic().of(period.summary().orElseThrow());
    }

    boolean isBreaching(Period period) {
        return alarm.isBreachedBy(value(period));
    }

    private Optional<Value> withoutData() {
        return switch (alarm.missingData()) {
            case MISSING -> Optional.of(Value.INSUFFICIENT_DATA);
            case IGNORE -> Optional.empty();
            case BREACHING -> Optional.of(Value.ALARM);
            case NOT_BREACHING -> Optional.of(Value.OK);
        };
    }

    private Optional<Value> filled() {
        return switch (alarm.missingData()) {
            case BREACHING ->
                Optional.of(breaching() + lacking() >= alarm.datapointsToAlarm() ? Value.ALARM : Value.OK);
            case NOT_BREACHING -> Optional.of(Value.OK);
            case IGNORE -> hasGoodPeriod() ? Optional.of(Value.OK) : Optional.empty();
            case MISSING -> hasGoodPeriod() ? Optional.of(Value.OK) : badLongEnough();
        };
    }

    /** Nothing but bad periods: an alarm once the oldest is old enough, however few they are. */
    private Optional<Value> badLongEnough() {
        boolean longEnough = range.subList(alarm.datapointsToAlarm() - 1, range.size()).stream()
                .anyMatch(period -> period.summary().isPresent());
        return longEnough ? Optional.of(Value.ALARM) : Optional.empty();
    }

    private boolean hasGoodPeriod() {
        return present().stream().anyMatch(period -> !isBreaching(period));
    }

    private long breaching() {
        return present().stream().filter(this::isBreaching).count();
    }
}
