package dev.pilotlight.journal;

import dev.pilotlight.step.Outcome;

/** What a person has said to the question of a step. */
public sealed interface Reply {

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
