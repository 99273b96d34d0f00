package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks every invariant of one performance, and keeps the first breach of each. One that cannot tell breaks the
 * performance down.
 */
public final class Inspection {
    private final List<Invariant> invariants;
    private final Truth truth;
    private final Map<String, Violation> violations = new LinkedHashMap<>();

    public Inspection(List<Invariant> invariants, Truth truth) {
        this.invariants = List.copyOf(invariants);
        this.truth = truth;
    }

    public void before(Attempt attempt) {
        ask(attempt.index(), invariant -> invariant.before(attempt, truth));
    }

    public void after(Effect effect) {
        ask(effect.index(), invariant -> invariant.after(effect, truth));
    }

    public void atEnd(Ending ending) {
        ask(0, invariant -> invariant.atEnd(ending, truth));
    }

    private void ask(int call, Function<Invariant, Optional<String>> question) {
        for (Invariant invariant : invariants) {
            answer(invariant, question)
                    .ifPresent(what -> violations.putIfAbsent(
                            invariant.id(), new Violation(invariant.id(), call, truth.now(), what)));
        }
    }

    /** An error, because an exception would look like one of the function that makes the call, which may survive it. */
    private static Optional<String> answer(Invariant invariant, Function<Invariant, Optional<String>> question) {
        try {
            return question.apply(invariant);
        } catch (RuntimeException e) {
            throw new AssertionError("nobody can tell whether " + invariant.id() + " holds: " + e, e);
        }
    }

    /** The first breach of each invariant that was broken, in the order they showed. */
    public List<Violation> violations() {
        return List.copyOf(violations.values());
    }
}
