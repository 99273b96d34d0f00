package dev.pilotlight.drill;

import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Writes down how a drill went: in the journal, from where it gets into the report, and where readiness looks for the
 * age of the last one. Called again, it changes nothing.
 */
final class RecordDrill {
    /** The kind of the journal's entry. */
    static final String DRILL = "drill";

    private final LastDrills drills;

    RecordDrill(LastDrills drills) {
        this.drills = drills;
    }

    /**
     * Judges a drill.
     *
     * @param why what was wrong, or empty when it has passed
     */
    Outcome advance(Plan plan, DrillTimes times, String why, Run run, Lease lease, Instant now) {
        boolean passed = why.isEmpty();
        SortedMap<String, Object> facts = times.facts(plan);
        facts.put("passed", passed);
        facts.put("why", why);
        facts.put("leftOut", DrilledPlan.leftOut(plan));
        if (lease.last(DRILL).isEmpty()) {
            lease.note(DRILL, facts);
        }
        drills.keep(
                plan.plan(),
                new LastDrills.LastDrill(run.epoch(), run.execution(), now, passed, passed && times.within(plan), why));
        return Outcome.done(facts);
    }
}
