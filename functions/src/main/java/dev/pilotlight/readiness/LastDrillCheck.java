package dev.pilotlight.readiness;

import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A drill has succeeded lately. What no model can prove, promotion times and capacity above all, only drills do. */
final class LastDrillCheck implements Check {
    private static final Duration ALLOWED = Duration.ofDays(90);

    private final LastDrills drills;

    LastDrillCheck(LastDrills drills) {
        this.drills = drills;
    }

    @Override
    public Topic topic() {
        return Topic.LAST_DRILL;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        if (plan.drill() == null) {
            return new Finding.NotReady(
                    "the plan says nothing about drills",
                    "give the plan a drill section, and start the state machine drill");
        }
        Optional<LastDrills.LastDrill> newest = drills.of(plan.plan());
        if (newest.isEmpty()) {
            return new Finding.NotReady("no drill was ever held", "start the state machine drill");
        }
        LastDrills.LastDrill drill = newest.get();
        String told = "the drill " + drill.execution() + " of " + drill.at();
        if (!drill.passed()) {
            return new Finding.NotReady(
                    told + " has failed: " + drill.why(), "remove the cause, and start the state machine drill again");
        }
        if (drill.at().plus(ALLOWED).isBefore(now)) {
            return new Finding.NotReady(told + " is older than 90 days", "start the state machine drill");
        }
        return drill.within()
                ? new Finding.Ready(told + " has passed within the plan's objective")
                : new Finding.NotReady(
                        told + " has passed, and took longer than the plan's objective",
                        "read its report for the times; make it faster, or promise less in objectives.rto");
    }
}
