package dev.pilotlight.twin.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.cloudwatch.AlarmState.Value;
import dev.pilotlight.twin.service.cloudwatch.MetricStore.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why an alarm changed, in the words and the JSON text of the real service. */
final class AlarmReason {
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter IN_DATA = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final AlarmEvaluation evaluation;
    private final Alarm alarm;

    private AlarmReason(AlarmEvaluation evaluation) {
        this.evaluation = evaluation;
        this.alarm = evaluation.alarm();
    }

    /** The state a verdict puts the alarm into. */
    static AlarmState explain(AlarmEvaluation evaluation, Value verdict) {
        AlarmReason reason = new AlarmReason(evaluation);
        return new AlarmState(
                verdict, reason.words(verdict), Optional.of(reason.data().toString()), evaluation.now());
    }

    /** A moment as alarms write it: ISO 8601 with milliseconds and {@code +0000}. */
    static String moment(Instant moment) {
        return IN_DATA.format(moment);
    }

    private String words(Value verdict) {
        int periods = alarm.evaluationPeriods();
        if (evaluation.present().isEmpty()) {
            return verdict == Value.INSUFFICIENT_DATA
                    ? "Insufficient Data: " + counted(periods, "datapoint") + " unknown."
                    : "Threshold Crossed: no datapoints were received for " + number(periods, "period") + " and "
                            + treated(periods) + ".";
        }
        return "Threshold Crossed: " + (verdict == Value.ALARM ? breaching() : good());
    }

    private String breaching() {
        List<Period> points =
                evaluation.present().stream().filter(evaluation::isBreaching).toList();
        return crossed(points, "") + " (minimum " + number(alarm.datapointsToAlarm(), "datapoint")
                + " for OK -> ALARM transition).";
    }

    private String good() {
        List<Period> points = evaluation.present().stream()
                .filter(point -> !evaluation.isBreaching(point))
                .toList();
        int minimum = alarm.evaluationPeriods() - alarm.datapointsToAlarm() + 1;
        return crossed(points, "not ") + " (minimum " + number(minimum, "datapoint") + " for ALARM -> OK transition).";
    }

    private String crossed(List<Period> points, String negation) {
        String listed = points.stream()
                .map(point -> evaluation.value(point) + " (" + IN_WORDS.format(point.start()) + ")")
                .collect(Collectors.joining(", ", "[", "]"));
        String missing = evaluation.lacking() > 0 && fills() ? " and " + treated(evaluation.lacking()) : "";
        return points.size() + " out of the last " + alarm.evaluationPeriods() + " datapoints " + listed
                + (points.size() == 1 ? " was " : " were ") + negation
                + alarm.comparison().phrase() + " the threshold (" + alarm.threshold() + ")" + missing;
    }

    private boolean fills() {
        return switch (alarm.missingData()) {
            case BREACHING, NOT_BREACHING -> true;
            case MISSING, IGNORE -> false;
        };
    }

    private String treated(int count) {
        String treatment = alarm.missingData() == MissingData.BREACHING ? "Breaching" : "NonBreaching";
        return counted(count, "missing datapoint") + " treated as [" + treatment + "]";
    }

    private static String counted(int count, String what) {
        return number(count, what) + (count == 1 ? " was" : " were");
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private ObjectNode data() {
        List<Period> points = evaluation.present();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("version", "1.0").put("queryDate", moment(evaluation.now()));
        if (!points.isEmpty()) {
            data.put("startDate", moment(points.getLast().start()));
        }
        alarm.unit().ifPresent(unit -> data.put("unit", unit));
        data.put("statistic", alarm.statistic().word()).put("period", alarm.periodSeconds());
        ArrayNode recent = data.putArray("recentDatapoints");
        points.reversed().forEach(point -> recent.add(evaluation.value(point)));
        data.put("threshold", alarm.threshold());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        shown().forEach(point -> {
            ObjectNode entry = evaluated.addObject().put("timestamp", moment(point.start()));
            point.summary()
                    .ifPresent(
                            summary -> entry.put("sampleCount", summary.count()).put("value", evaluation.value(point)));
        });
        return data;
    }

    private List<Period> shown() {
        List<Period> points = evaluation.present();
        return points.isEmpty() ? evaluation.range().subList(0, alarm.evaluationPeriods()) : points;
    }
}
