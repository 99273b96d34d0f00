package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every invariant of one performance, and keeps the first breach of each. */
public final class Inspection {
    private final List<Invariant> invariants;
    private final Truth truth;
    private final Map<String, Violation> violations = new LinkedHashMap<>();

    public Inspection(List<Invariant> invariants, Truth truth) {
        this.invariants = List.copyOf(invariants);
        this.truth = truth;
    }

    public void before(Attempt attempt) {
        for (Invariant invariant : invariants) {
            keep(invariant, attempt.index(), invariant.before(attempt, truth));
        }
    }

    public void after(Effect effect) {
        for (Invariant invariant : invariants) {
            keep(invariant, effect.index(), invariant.after(effect, truth));
        }
    }

    public void atEnd(Ending ending) {
        for (Invariant invariant : invariants) {
            keep(invariant, 0, invariant.atEnd(ending, truth));
        }
    }

    private void keep(Invariant invariant, int call, Optional<String> wrong) {
        wrong.ifPresent(
                what -> violations.putIfAbsent(invariant.id(), new Violation(invariant.id(), call, truth.now(), what)));
    }

    /** The first breach of each invariant that was broken, in the order they showed. */
    public List<Violation> violations() {
        return List.copyOf(violations.values());
    }
}
