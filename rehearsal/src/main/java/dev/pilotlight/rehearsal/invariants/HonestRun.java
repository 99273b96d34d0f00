package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.util.Optional;

/** L1: every execution ends by its deadline as one of the four ends, and what it says is true. */
abstract sealed class HonestRun implements Invariant permits HonestEnd, HonestHomecoming, HonestRetirement {
    private static final int SHORTEST_REASON = 10;

    @Override
    public final String id() {
        return "L1";
    }

    @Override
    public final String promise() {
        return "every run ends in time as one of four, says why, and tells the truth";
    }

    @Override
    public final Optional<String> atEnd(Ending ending, Truth truth) {
        return form(ending)
                .or(() -> harm(ending, truth))
                .or(() -> ending.joined() ? Optional.empty() : lie(ending, truth));
    }

    /** What no run may leave behind, not even one that has left the work to another; nothing unless said otherwise. */
    Optional<String> harm(Ending ending, Truth truth) {
        return Optional.empty();
    }

    /** What is not as the run says; empty when it tells the truth. */
    abstract Optional<String> lie(Ending ending, Truth truth);

    /** Whether it ended as it may, and says why; a run that nobody could start has not ended at all. */
    private static Optional<String> form(Ending ending) {
        if (ending.verdict().equals(Ending.NOT_STARTED)) {
            return Optional.empty();
        }
        if (ending.status() == ExecutionStatus.RUNNING) {
            return Optional.of(ending.execution() + " has not ended by its deadline");
        }
        boolean known = ending.status() == ExecutionStatus.SUCCEEDED
                ? ending.succeeded() || ending.stoppedSafely() || ending.continued()
                : ending.status() == ExecutionStatus.FAILED && ending.verdict().equals("NEEDS_HUMAN");
        if (!known) {
            return Optional.of(ending.execution() + " ended " + ending.status() + " as '" + ending.verdict()
                    + "', which is none of the four ends: " + ending.why());
        }
        return ending.succeeded() || ending.why().length() > SHORTEST_REASON
                ? Optional.empty()
                : Optional.of(ending.execution() + " ended as " + ending.verdict() + " without saying why");
    }
}
