package dev.pilotlight.journal;

import dev.pilotlight.step.Outcome;
import java.util.Optional;

/** What a person has said to the question of a step. */
public sealed interface Reply {

    /** What a step has to answer with instead of going on; empty when the person has said yes. */
    default Optional<Outcome> standsAgainst() {
        return switch (this) {
            case Yes _ -> Optional.empty();
            case No no -> Optional.of(no.refusal());
            case Awaited awaited -> Optional.of(awaited.pending());
        };
    }

    /** Yes. */
    record Yes(Approval approval) implements Reply {}

    /**
     * No, or nothing in time.
     *
     * @param refusal for the step to answer with
     */
    record No(Approval approval, Outcome.Refused refusal) implements Reply {}

    /**
     * Nothing yet: the state machine has to ask, or to go on waiting.
     *
     * @param pending for the step to answer with; it carries the question as {@code ask}
     */
    record Awaited(Outcome.Pending pending) implements Reply {}
}
