package dev.pilotlight.readiness;

import dev.pilotlight.plan.PlanName;
import java.time.Instant;

/** The metrics of readiness. */
interface Readings {

    /** Publishes the score, and for each topic 1 when it is ready and 0 when it is not; nothing for an unknown one. */
    void publish(PlanName plan, Readiness readiness, Instant now);
}
