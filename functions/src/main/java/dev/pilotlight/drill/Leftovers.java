package dev.pilotlight.drill;

import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.List;

/** Whatever carries the tag of drills, of any plan. */
interface Leftovers {

    /** Everything that is there now, in the order of plans and names. */
    List<Leftover> all();

    /**
     * Something that a drill has made.
     *
     * @param what like {@code instance i-0123456789abcdef0}
     * @param since when it was made
     */
    record Leftover(PlanName plan, String what, Instant since) {}
}
