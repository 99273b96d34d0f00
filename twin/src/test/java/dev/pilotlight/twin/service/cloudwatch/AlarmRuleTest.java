package dev.pilotlight.twin.service.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.cloudwatch.AlarmState.Value;
import dev.pilotlight.twin.service.cloudwatch.MetricStore.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of AWS's documentation on alarms and missing data; the newest period stands on the right. */
class AlarmRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0 - X - X, OK, OK, OK, OK",
        "- - - - 0, OK, OK, OK, OK",
        "- - - - -, INSUFFICIENT_DATA, kept, ALARM, OK",
        "0 X X - X, ALARM, ALARM, ALARM, ALARM",
        "- - X - -, ALARM, kept, ALARM, OK"
    })
    void anAlarmThatLosesItsMetricFollowsTreatMissingData(
            String data, String missing, String ignored, String breaching, String notBreaching) {
        assertThat(verdicts(3, data)).containsExactly(missing, ignored, breaching, notBreaching);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0 - X - X, ALARM, ALARM, ALARM, ALARM",
        "0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
        "0 - X - -, OK, OK, ALARM, OK",
        "- - - - 0, OK, OK, ALARM, OK",
        "- - - X -, ALARM, kept, ALARM, OK"
    })
    void soDoesOneThatNeedsTwoBadPeriodsOutOfThree(
            String data, String missing, String ignored, String breaching, String notBreaching) {
        assertThat(verdicts(2, data)).containsExactly(missing, ignored, breaching, notBreaching);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"- - - - X, kept", "- - - X -, kept", "- - X - -, ALARM"})
    void aLoneBadPeriodIsNoAlarmBeforeItIsOldEnough(String data, String missing) {
        assertThat(verdict(3, data, MissingData.MISSING)).isEqualTo(missing);
    }

    private static List<String> verdicts(int datapointsToAlarm, String data) {
        return List.of(MissingData.values()).stream()
                .map(treatment -> verdict(datapointsToAlarm, data, treatment))
                .toList();
    }

    private static String verdict(int datapointsToAlarm, String data, MissingData treatment) {
        Alarm alarm = new Alarm(
                "rule",
                Optional.empty(),
                Metric.of("test", "value", Map.of()),
                Optional.empty(),
                Statistic.MAXIMUM,
                MINUTE,
                3,
                datapointsToAlarm,
                Comparison.GREATER_THAN,
                0.5,
                treatment,
                Alarm.Actions.none());
        return new AlarmEvaluation(alarm, periods(data), NOW)
                .verdict()
                .map(Value::name)
                .orElse("kept");
    }

    private static List<Period> periods(String data) {
        List<Period> newestFirst = new ArrayList<>();
        for (String point : List.of(data.split(" ", -1)).reversed()) {
            Instant start = NOW.minus(MINUTE.multipliedBy(newestFirst.size() + 1));
            newestFirst.add(new Period(
                    start,
                    switch (point) {
                        case "X" -> Optional.of(Summary.of(1));
                        case "0" -> Optional.of(Summary.of(0));
                        default -> Optional.empty();
                    }));
        }
        return newestFirst;
    }
}
