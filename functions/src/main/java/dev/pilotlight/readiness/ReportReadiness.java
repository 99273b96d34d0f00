package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.report.BreakglassSheets;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.Notices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one report of all results: complete even when a check, or the function that asked it, has failed. Publishes the
 * metrics, renews the breakglass sheet, and tells people when something has changed.
 */
final class ReportReadiness {
    /** Of the report's form. */
    private static final int VERSION = 1;

    private final ReadinessStore store;
    private final Readings readings;
    private final BreakglassSheets sheets;
    private final Notices notices;
    private final String topic;

    /** @param topic the ARN of the deployment's topic, for plans that name none */
    ReportReadiness(ReadinessStore store, Readings readings, BreakglassSheets sheets, Notices notices, String topic) {
        this.store = store;
        this.readings = readings;
        this.sheets = sheets;
        this.notices = notices;
        this.topic = topic;
    }

    /**
     * Reports.
     *
     * @param plan the valid plan, if it is one
     * @param results as the checks gave them, in any order, with what the functions have proved
     */
    ObjectNode report(PlanName name, Optional<Plan> plan, List<Result> results, Instant now) {
        Readiness readiness = new Readiness(completed(results, plan.isPresent()));
        Told before =
                store.newest(name).map(report -> Told.read(report.path("told"))).orElse(Told.nothing());
        Told after = before.after(readiness);
        ObjectNode report = json(name, readiness, after, now);
        plan.ifPresent(valid -> report.put("breakglass", sheets.store(valid)));
        readings.publish(name, readiness, now);
        if (!after.statuses().equals(before.statuses())) {
            notices.publish(
                    plan.map(valid -> valid.topicOr(topic)).orElse(topic), notice(name, readiness, before, after));
            report.put("notified", true);
        }
        // Last, so that a failure before it is told the next time.
        store.store(name, report);
        return report;
    }

    private static List<Result> completed(List<Result> results, boolean valid) {
        List<Result> all = new ArrayList<>();
        for (Topic each : Topic.values()) {
            all.add(results.stream()
                    .filter(result -> result.topic() == each)
                    .findFirst()
                    .orElseGet(() -> Result.of(
                            each,
                            new Finding.Unknown(
                                    valid ? "nobody has answered" : "not asked, for there is no valid plan",
                                    valid
                                            ? "read the log of the function CheckReadiness"
                                            : "see to the check " + Topic.PLAN.word()))));
        }
        return all;
    }

    private static ObjectNode json(PlanName name, Readiness readiness, Told told, Instant now) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("plan", name.value())
                .put("at", now.toString())
                .put("verdict", readiness.verdict().name())
                .put("score", readiness.score())
                .put("notified", false);
        ArrayNode checks = report.putArray("checks");
        readiness.results().forEach(result -> checks.add(result.json()));
        told.write(report.putObject("told"));
        return report;
    }

    private static Notice notice(PlanName name, Readiness readiness, Told before, Told after) {
        StringBuilder message = new StringBuilder();
        message.append("Plan ")
                .append(name)
                .append(" is ")
                .append(readiness.verdict().words())
                .append(", ")
                .append(readiness.score())
                .append(" % of its checks are ready.\n");
        for (Result result : readiness.results()) {
            Status now = after.statuses().get(result.topic());
            Status then = before.statuses().get(result.topic());
            boolean worthTelling = then == null ? now != Status.READY : now != then;
            if (worthTelling && now != null) {
                message.append("- ").append(result.topic().word()).append(": ").append(now.words());
                message.append(then == null ? "" : " (was " + then.words() + ")");
                message.append(". ").append(result.evidence()).append('.');
                message.append(result.remedy().isEmpty() ? "" : " What to do: " + result.remedy() + ".")
                        .append('\n');
            }
        }
        message.append("Report: readiness/").append(name).append(".json\n");
        return new Notice("Pilot Light: " + name + " is " + readiness.verdict().words(), message.toString());
    }

    /** What the functions have proved, from the answers that the state machine has collected. */
    static Result permissions(JsonNode rehearsals) {
        Tally tally = new Tally();
        int proved = 0;
        for (JsonNode rehearsal : rehearsals) {
            String function = rehearsal.path("function").asText();
            String error = rehearsal.path("error").asText("");
            if (error.isEmpty()) {
                proved++;
            } else if (error.startsWith("dev.pilotlight.step.Broken")
                    || error.equals("Lambda.AWSLambdaException")
                    || error.equals("Lambda.ResourceNotFoundException")) {
                tally.notReady(
                        function + ": " + rehearsal.path("cause").asText(),
                        "compare the function's policy with template.yaml, and deploy it again");
            } else {
                tally.unknown(function + ": " + error, "read the log of the function; the next run asks it again");
            }
        }
        if (rehearsals.isEmpty()) {
            tally.unknown("no function was asked", "read the history of the state machine readiness");
        }
        return Result.of(Topic.PERMISSIONS, tally.finding(proved + " functions started and may do what they need"));
    }
}
