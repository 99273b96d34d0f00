package dev.pilotlight.rehearsal.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Seed;
import dev.pilotlight.rehearsal.invariants.Violation;

/** A report for programs (docs/schemas/rehearse.schema.json). */
public final class ReportJson {
    private static final int VERSION = 1;

    private ReportJson() {}

    public static ObjectNode of(RehearsalReport report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("plan", report.plan())
                .put("shard", report.shard().toString())
                .put("scenarios", report.played().size())
                .put("calls", report.calls())
                .put("seconds", report.seconds());
        ObjectNode outcomes = json.putObject("outcomes");
        report.outcomes().forEach((outcome, count) -> outcomes.put(outcome.words(), count));
        json.put("breakdowns", report.brokenDown().size());
        ArrayNode violations = json.putArray("violations");
        report.violated()
                .forEach(one -> one.violations().forEach(broken -> violations.add(violation(report, one, broken))));
        ArrayNode sites = json.putArray("unfaultedSites");
        report.unfaultedSites().forEach(site -> sites.add(site.toString()));
        ArrayNode explored = json.putArray("explored");
        for (Exploration exploration : report.explorations()) {
            explored.addObject()
                    .put("scenario", exploration.scenario().name())
                    .put("calls", exploration.candidates().calls())
                    .put("situations", exploration.candidates().situations())
                    .put("performances", exploration.findings().size());
        }
        return json;
    }

    private static ObjectNode violation(RehearsalReport report, Played one, Violation broken) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("seed", one.seed().toString())
                .put("shortest", shortest(report, one.seed()).toString())
                .put("invariant", broken.invariant())
                .put("call", broken.call())
                .put("at", broken.at().toString())
                .put("what", broken.what());
    }

    private static Seed shortest(RehearsalReport report, Seed seed) {
        return report.shrunk().getOrDefault(seed, seed);
    }
}
