package dev.pilotlight.fence;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.FenceMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * One method of fencing. Every call looks at the world first, so that calling again is always right; what AWS answers
 * beside that comes as the named exceptions.
 */
interface Barrier {

    FenceMethod method();

    /** Whether it could be put up, as far as can be seen without changing anything; otherwise why not. */
    Optional<String> obstacle();

    /** Puts it up, or goes on doing so. */
    Standing raise(Deeds deeds);

    /**
     * Takes away what this run, and those that it has taken over, have put up, settles what was left open, and leaves
     * what other epochs have put up.
     *
     * @return why it is not gone yet; empty once it is, or when it never was
     */
    Optional<String> lower(Deeds deeds, Instant now);
}
