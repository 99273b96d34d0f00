package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.util.Optional;

/** L1: every execution ends by its deadline as one of the four ends, and what it says is true. */
final class HonestEnd implements Invariant {
    private static final int SHORTEST_REASON = 10;

    private final boolean failsOver;

    HonestEnd(boolean failsOver) {
        this.failsOver = failsOver;
    }

    @Override
    public String id() {
        return "L1";
    }

    @Override
    public String promise() {
        return "every run ends in time as one of four, says why, and tells the truth";
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        return form(ending).or(() -> failsOver && !ending.joined() ? lie(ending, truth) : Optional.empty());
    }

    /** Whether it ended as it may, and says why; a run that nobody could start has not ended at all. */
    static Optional<String> form(Ending ending) {
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

    private static Optional<String> lie(Ending ending, Truth truth) {
        if (ending.succeeded()) {
            return truth.plan().databases().stream()
                    .filter(database -> !truth.isPromoted(database))
                    .findFirst()
                    .map(database -> "the run succeeded, but " + database.name() + " is not promoted")
                    .or(() -> truth.hasSwitch() && !truth.trafficMoved()
                            ? Optional.of("the run succeeded, but the traffic was not moved")
                            : Optional.empty());
        }
        return ending.stoppedSafely() ? leftover(ending, truth) : Optional.empty();
    }

    private static Optional<String> leftover(Ending ending, Truth truth) {
        if (!truth.promotions().isEmpty()) {
            return Optional.of("the run ended as " + ending.verdict() + " after a promotion");
        }
        if (!truth.instances().isEmpty()) {
            return Optional.of("the run ended as " + ending.verdict() + ", but "
                    + truth.instances().size() + " instances are left");
        }
        return truth.journal().openIntents(truth.epoch()).isEmpty()
                ? Optional.empty()
                : Optional.of("the run ended as " + ending.verdict() + ", but an intent is not settled: "
                        + truth.journal().openIntents(truth.epoch()).getFirst().body());
    }
}
