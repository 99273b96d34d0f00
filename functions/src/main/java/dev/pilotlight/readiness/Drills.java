package dev.pilotlight.readiness;

import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.Optional;

/** The drills that were held. */
interface Drills {

    /** The newest drill of a plan. */
    Optional<Drill> newest(PlanName plan);

    /**
     * One drill.
     *
     * @param at when it ended
     * @param succeeded whether the application came up
     */
    record Drill(Instant at, boolean succeeded, String report) {}
}
