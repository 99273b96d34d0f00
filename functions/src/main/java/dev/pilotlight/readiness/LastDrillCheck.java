package dev.pilotlight.readiness;

import dev.pilotlight.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A drill has succeeded lately. What no model can prove, promotion times and capacity above all, only drills do. */
final class LastDrillCheck implements Check {
    private static final Duration ALLOWED = Duration.ofDays(90);

    private final Drills drills;

    LastDrillCheck(Drills drills) {
        this.drills = drills;
    }

    @Override
    public Topic topic() {
        return Topic.LAST_DRILL;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Optional<Drills.Drill> newest = drills.newest(plan.plan());
        if (newest.isEmpty()) {
            return new Finding.NotReady("no drill was ever held", "start the state machine drill");
        }
        Drills.Drill drill = newest.get();
        String told = "the last drill ended at " + drill.at() + (drill.succeeded() ? "" : " without success") + ": "
                + drill.report();
        if (!drill.succeeded()) {
            return new Finding.NotReady(
                    told, "read its report, remove the cause, and start the state machine drill again");
        }
        return drill.at().plus(ALLOWED).isBefore(now)
                ? new Finding.NotReady(told, "start the state machine drill; its proof is older than 90 days")
                : new Finding.Ready(told);
    }
}
