package dev.pilotlight.rehearsal.report;

import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.invariants.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report for the terminal. */
public final class ReportText {
    private static final int SHOWN = 20;

    private ReportText() {}

    /**
     * The report, line by line.
     *
     * @param weakPoints what the plan could do better, in sentences
     */
    public static List<String> of(RehearsalReport report, List<String> weakPoints) {
        List<String> lines = new ArrayList<>();
        for (Exploration exploration : report.explorations()) {
            lines.add("%s: %d calls, %d distinct situations, %d performances"
                    .formatted(
                            exploration.scenario().name(),
                            exploration.candidates().calls(),
                            exploration.candidates().situations(),
                            exploration.findings().size()));
        }
        lines.add("");
        lines.add("%-48s %10s %9s %9s %9s %9s %9s"
                .formatted("what goes wrong", "recovered", "stopped", "person", "violated", "median", "worst"));
        report.rows().forEach(row -> lines.add(line(row)));
        lines.add("");
        if (!report.unfaultedSites().isEmpty()) {
            lines.add("Call sites that no fault has met:");
            report.unfaultedSites().forEach(site -> lines.add("  " + site));
        }
        violations(report, lines);
        if (!weakPoints.isEmpty()) {
            lines.add("The plan's weak points:");
            weakPoints.forEach(point -> lines.add("  - " + point));
        }
        double seconds = Math.max(0.001, report.seconds());
        lines.add(String.format(
                Locale.ROOT,
                "%d performances and %d calls in %.1f s: %.1f performances/s, %.0f calls/s.",
                report.played().size(),
                report.calls(),
                report.seconds(),
                report.played().size() / seconds,
                report.calls() / seconds));
        return lines;
    }

    private static String line(RehearsalReport.Row row) {
        return "%-48s %10d %9d %9d %9d %9s %9s"
                .formatted(
                        row.title(),
                        row.outcomes().getOrDefault(Recording.Outcome.RECOVERED, 0L),
                        row.outcomes().getOrDefault(Recording.Outcome.STOPPED_SAFELY, 0L),
                        row.outcomes().getOrDefault(Recording.Outcome.NEEDS_PERSON, 0L),
                        row.outcomes().getOrDefault(Recording.Outcome.VIOLATED, 0L),
                        added(row.median()),
                        added(row.worst()));
    }

    static String added(Optional<Duration> time) {
        return time.map(span -> String.format(Locale.ROOT, "%+.1f s", span.toMillis() / 1000.0))
                .orElse("");
    }

    /** What showed first, and that it broke down after that, if it did. */
    static String broken(Played one) {
        Violation first = one.violations().getFirst();
        Violation last = one.violations().getLast();
        return one.brokeDown() && !first.equals(last) ? first + "; " + last : first.toString();
    }

    private static void violations(RehearsalReport report, List<String> lines) {
        List<Played> violated = report.violated();
        if (violated.isEmpty()) {
            lines.add(report.verdict() + " in every performance.");
            return;
        }
        lines.add(report.verdict() + ":");
        for (Played one : violated.stream().limit(SHOWN).toList()) {
            lines.add("  " + one.seed() + "  " + broken(one));
            Optional.ofNullable(report.shrunk().get(one.seed()))
                    .filter(shorter -> !shorter.equals(one.seed()))
                    .ifPresent(shorter -> lines.add("      the shortest that shows it: " + shorter));
        }
        if (violated.size() > SHOWN) {
            lines.add("  ... and " + (violated.size() - SHOWN) + " more");
        }
        lines.add("Replay one of them with: pilotlight rehearse --seed "
                + violated.getFirst().seed());
    }
}
