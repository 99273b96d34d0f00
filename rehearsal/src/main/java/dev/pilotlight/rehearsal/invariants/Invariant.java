package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/**
 * Something that must hold in every performance. An object serves one performance and may remember what it has seen.
 * Each answer says in one sentence what is wrong; empty when nothing is.
 */
public interface Invariant {

    /** For example {@code S8}. */
    String id();

    /** What must hold, in a few words. */
    String promise();

    /** Looks at what is so already, and may be, before anything else is looked at. */
    default void begin(Truth truth) {}

    /** Looks at a call that is about to be sent, and may never arrive. */
    default Optional<String> before(Attempt attempt, Truth truth) {
        return Optional.empty();
    }

    /** Looks at the twin right after a service has answered a call. */
    default Optional<String> after(Effect effect, Truth truth) {
        return Optional.empty();
    }

    /** Looks at the twin after a run has ended, or did not by its deadline. */
    default Optional<String> atEnd(Ending ending, Truth truth) {
        return Optional.empty();
    }
}
