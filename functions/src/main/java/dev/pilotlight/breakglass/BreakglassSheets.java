package dev.pilotlight.breakglass;

import dev.pilotlight.plan.Plan;

/** Where sheets lie for the day on which they are needed. */
public interface BreakglassSheets {

    /**
     * Stores the plan's sheet, in place of the last one.
     *
     * @return where it lies, as a person would fetch it
     */
    String store(Plan plan);
}
