package dev.pilotlight.witness;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.site.Probe;
import dev.pilotlight.site.Web;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Looks at a site once and reports what it saw. It draws no conclusion: that is up to who reads the report. */
final class Witness {
    private final Web web;
    private final JournalTable table;
    private final RegionName region;

    /** @param region in which this runs, which is neither Region of the plan */
    Witness(Web web, JournalTable table, RegionName region) {
        this.web = web;
        this.table = table;
        this.region = region;
    }

    /**
     * Looks and reports.
     *
     * @return done, whether the report was written or a newer one is there already; a report that met another one is
     *     not repeated, because the next comes in a minute
     */
    Outcome report(Assignment assignment, Instant now) {
        boolean controlAnswers = web.get(assignment.control().url()) instanceof Web.Answer.Responded;
        Probe.Finding finding = new Probe(web)
                .look(assignment.target().url(), assignment.target().passes(), controlAnswers);
        Sighting sighting = new Sighting(
                assignment.plan(), assignment.target().name(), region, now, finding.state(), finding.why());
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("state", finding.state().name());
        evidence.put("why", sighting.why());
        evidence.put("written", sighting.writeTo(table));
        return Outcome.done(evidence);
    }
}
