package dev.pilotlight.journal;

import dev.pilotlight.plan.Plan;

/**
 * Finds out, by reading only, what became of an act, whoever intended it. There is an answer for every
 * {@link Act.Kind}; that nobody can know is one as well.
 */
@FunctionalInterface
public interface Settler {

    /** Looks for what the act makes of the world. */
    Trace look(Plan plan, OpenIntent intent);
}
