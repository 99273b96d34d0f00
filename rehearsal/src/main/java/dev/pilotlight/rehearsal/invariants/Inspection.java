package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks every invariant of one performance, and keeps the first breach of each. One that cannot tell breaks the
 * performance down. Where a way home is given up for a failover, those of a failover are asked from then on.
 */
public final class Inspection {
    private final Supplier<List<Invariant>> planned;
    private final Optional<Supplier<List<Invariant>>> givenUp;
    private final Truth truth;
    private final Map<String, Violation> violations = new LinkedHashMap<>();
    private List<Invariant> invariants;
    private boolean isGivenUp;

    /** For what never changes into anything else. */
    public Inspection(List<Invariant> invariants, Truth truth) {
        this(() -> List.copyOf(invariants), Optional.empty(), truth);
    }

    /**
     * For what may.
     *
     * @param planned makes the invariants of what is played anew
     * @param givenUp the same for the failover that takes its place, where one can
     */
    public Inspection(Supplier<List<Invariant>> planned, Optional<Supplier<List<Invariant>>> givenUp, Truth truth) {
        this.planned = planned;
        this.givenUp = givenUp;
        this.truth = truth;
        this.invariants = planned.get();
    }

    /** Whatever is so already may be. */
    public void begin() {
        invariants.forEach(invariant -> invariant.begin(truth));
    }

    public void before(Attempt attempt) {
        ask(attempt.index(), invariant -> invariant.before(attempt, truth));
    }

    public void after(Effect effect) {
        ask(effect.index(), invariant -> invariant.after(effect, truth));
        if (effect.kind() != Effect.Kind.READ) {
            givenUp.filter(_ -> truth.isGivenUp() != isGivenUp).ifPresent(this::change);
        }
    }

    private void change(Supplier<List<Invariant>> whenGivenUp) {
        isGivenUp = !isGivenUp;
        invariants = (isGivenUp ? whenGivenUp : planned).get();
        truth.beginsAnew();
        begin();
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
