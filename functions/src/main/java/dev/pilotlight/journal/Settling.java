package dev.pilotlight.journal;

import dev.pilotlight.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what became of everything that a run had begun which was taken over, by looking only: what the world shows
 * has happened, what it does not show after a while has not, and where it does not tell nothing is guessed.
 *
 * @param lease of the taker, which may settle
 * @param isGoneOnWith whether the next epoch goes on with what stays open, and so has to know as much as can be known
 *     of what has no way back
 * @param waited since the last call that could have had an effect
 */
record Settling(Plan plan, Lease lease, Settler settler, boolean isGoneOnWith, Duration waited) {
    /** When an effect that nobody has seen is not coming any more. */
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    /** The same for what has no way back, whose first signs can be late. */
    private static final Duration FINAL_UNSEEN = Duration.ofMinutes(6);

    /**
     * What is not settled.
     *
     * @param awaited what is worth another look, in words; empty when nothing is
     * @param unclear what stays open, in words
     */
    record Result(Optional<String> awaited, List<String> unclear) {
        Result {
            unclear = List.copyOf(unclear);
        }
    }

    /** Looks at every open act once, and writes down what became of it. */
    Result look() {
        List<String> unclear = new ArrayList<>();
        Optional<String> awaited = Optional.empty();
        for (OpenIntent intent : lease.openIntents()) {
            String words = intent.act().kind() + " of " + intent.act().target();
            switch (settler.look(plan, intent)) {
                case Trace.Found found -> lease.settle(intent, new Settlement.Happened(found.evidence()));
                case Trace.Nothing _ when isPatient(intent.act()) -> awaited = awaited.or(() -> Optional.of(words));
                case Trace.Nothing _ -> lease.settle(intent, withoutEffect());
                case Trace.Unclear _
                when isGoneOnWith && isFinal(intent.act()) && isPatient(intent.act()) ->
                    awaited = awaited.or(() -> Optional.of(words));
                // The next epoch undoes it, or does it again, and sees then.
                case Trace.Unclear not -> unclear.add(words + ": " + not.why());
            }
        }
        return new Result(awaited, unclear);
    }

    private boolean isPatient(Act act) {
        return waited.compareTo(isFinal(act) ? FINAL_UNSEEN : UNSEEN) < 0;
    }

    private static boolean isFinal(Act act) {
        return act.kind().course() == Act.Course.FINAL;
    }

    private Settlement withoutEffect() {
        return new Settlement.DidNotHappen(
                "the world shows no effect, " + waited.toSeconds() + " s after the last call that could have had one");
    }
}
