package dev.pilotlight.drill;

import dev.pilotlight.plan.PlanName;
import java.time.Instant;

/** Runs of the drill machine that only remove what earlier ones have left. */
interface Sweeps {

    /**
     * Starts one, which takes the plan's lease itself. In the same minute it starts none again.
     *
     * @return its name
     */
    String start(PlanName plan, Instant now);
}
