package dev.pilotlight.rehearsal.report;

import dev.pilotlight.rehearsal.explore.CallSite;
import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A report as one page that needs nothing else: the tables, and every call site against every fault. */
public final class HeatMap {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ok: #2e7d4f; --safe: #2f6db3; --person: #c98a1b; --bad: #c0392b; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .2rem .55rem; text-align: right; border-bottom: 1px solid #8883; }
            th:first-child, td:first-child { text-align: left; }
            .map td { padding: 0; border: 0; } .map tr:hover { background: #8882; }
            .map td:first-child { font: 12px/1.4 ui-monospace, monospace; white-space: nowrap; padding-right: .6rem; }
            .map th { font-weight: 500; font-size: 12px; max-width: 5rem; text-align: center; vertical-align: bottom; }
            .map th:first-child { text-align: left; }
            .map i { display: inline-block; width: 2rem; margin: 1px; color: #fff; font: 12px/1.7 system-ui, sans-serif;
              text-align: center; border-radius: .25rem; } .map i.none { visibility: hidden; }
            .recovered { background: var(--ok); } .stopped { background: var(--safe); }
            .needs { background: var(--person); } .violated { background: var(--bad); }
            .scroll { overflow-x: auto; } code { font-size: 13px; }
            .key span { display: inline-block; color: #fff; padding: .1rem .6rem; border-radius: .35rem; margin-right: .5rem; }
            """;

    private final RehearsalReport report;
    private final List<String> weakPoints;
    private final StringBuilder page = new StringBuilder();

    private HeatMap(RehearsalReport report, List<String> weakPoints) {
        this.report = report;
        this.weakPoints = weakPoints;
    }

    /** The page. */
    public static String of(RehearsalReport report, List<String> weakPoints) {
        return new HeatMap(report, weakPoints).written();
    }

    private String written() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Rehearsal of ")
                .append(escaped(report.plan()))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Rehearsal of ")
                .append(escaped(report.plan()))
                .append("</h1>\n<p><strong>")
                .append(report.verdict())
                .append("</strong> in ")
                .append(report.played().size())
                .append(String.format(Locale.ROOT, " performances (%.1f s).</p>%n", report.seconds()));
        key();
        classes();
        report.explorations().forEach(this::map);
        list(
                "What broke",
                report.violated().stream()
                        .map(one -> one.seed() + ": " + ReportText.broken(one))
                        .toList());
        list("Weak points of the plan", weakPoints);
        return page.append("</body></html>\n").toString();
    }

    private void key() {
        page.append("<p class=\"key\">");
        for (Recording.Outcome outcome : Recording.Outcome.values()) {
            page.append("<span class=\"")
                    .append(style(outcome))
                    .append("\">")
                    .append(outcome.words())
                    .append("</span>");
        }
        page.append("</p>\n");
    }

    private void classes() {
        page.append("<h2>What goes wrong, and what comes of it</h2>\n<div class=\"scroll\"><table><tr><th>fault</th>");
        for (Recording.Outcome outcome : Recording.Outcome.values()) {
            page.append("<th>").append(outcome.words()).append("</th>");
        }
        page.append("<th>adds, median</th><th>adds, worst</th></tr>\n");
        for (RehearsalReport.Row row : report.rows()) {
            page.append("<tr><td>").append(escaped(row.title())).append("</td>");
            row.outcomes()
                    .values()
                    .forEach(count -> page.append("<td>").append(count).append("</td>"));
            page.append("<td>")
                    .append(ReportText.added(row.median()))
                    .append("</td><td>")
                    .append(ReportText.added(row.worst()))
                    .append("</td></tr>\n");
        }
        page.append("</table></div>\n");
    }

    /** Each square is the worst that came of a fault at a call site, and how often it was tried there. */
    private void map(Exploration exploration) {
        Map<CallSite, Map<CallFault, Cell>> once = cells(exploration, false);
        Map<CallSite, Map<CallFault, Cell>> lasting = cells(exploration, true);
        Set<CallSite> sites = new TreeSet<>(once.keySet());
        sites.addAll(lasting.keySet());
        page.append("<h2>Call by fault: ")
                .append(escaped(exploration.scenario().name()))
                .append(
                        "</h2>\n<p>Left: the call goes wrong once. Right: from then on every call of this operation.</p>\n")
                .append("<div class=\"scroll\"><table class=\"map\"><tr><th>call site</th>");
        for (CallFault fault : CallFault.values()) {
            page.append("<th>").append(fault.title()).append("</th>");
        }
        page.append("</tr>\n");
        for (CallSite site : sites) {
            page.append("<tr><td>").append(escaped(site.toString())).append("</td>");
            for (CallFault fault : CallFault.values()) {
                page.append("<td>")
                        .append(square(once, site, fault))
                        .append(square(lasting, site, fault))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static String square(Map<CallSite, Map<CallFault, Cell>> cells, CallSite site, CallFault fault) {
        Cell cell = cells.getOrDefault(site, Map.of()).get(fault);
        return cell == null ? "<i class=\"none\">0</i>" : cell.html();
    }

    private record Cell(Recording.Outcome worst, int count, String seed) {
        Cell and(Played played) {
            boolean worse = played.outcome().compareTo(worst) > 0;
            return new Cell(
                    worse ? played.outcome() : worst,
                    count + 1,
                    worse ? played.seed().toString() : seed);
        }

        String html() {
            return "<i class=\"" + style(worst) + "\" title=\"" + escaped(seed) + ": " + worst.words() + "\">" + count
                    + "</i>";
        }
    }

    private static Map<CallSite, Map<CallFault, Cell>> cells(Exploration exploration, boolean lasting) {
        Map<Integer, CallSite> sites = new LinkedHashMap<>();
        exploration.golden().exchanges().forEach(exchange -> sites.put(exchange.index(), exchange.site()));
        Map<CallSite, Map<CallFault, Cell>> cells = new TreeMap<>();
        for (Played one : exploration.findings().played()) {
            if (one.seed().faults().size() == 1
                    && one.seed().faults().getFirst() instanceof Fault.OnCall on
                    && on.always() == lasting
                    && sites.containsKey(on.call())) {
                cells.computeIfAbsent(sites.get(on.call()), _ -> new TreeMap<>())
                        .compute(
                                on.kind(),
                                (kind, cell) -> cell == null
                                        ? new Cell(one.outcome(), 1, one.seed().toString())
                                        : cell.and(one));
            }
        }
        return cells;
    }

    private void list(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.append("<h2>").append(title).append("</h2>\n<ul>\n");
        lines.forEach(line -> page.append("<li>").append(escaped(line)).append("</li>\n"));
        page.append("</ul>\n");
    }

    private static String style(Recording.Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> "recovered";
            case STOPPED_SAFELY -> "stopped";
            case NEEDS_PERSON -> "needs";
            case VIOLATED -> "violated";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
