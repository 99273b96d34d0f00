package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** L1 in the recovery Region: who says that the application is there, or that nothing is left, tells the truth. */
final class HonestEnd extends HonestRun {
    private final boolean failsOver;
    private int before;

    HonestEnd(boolean failsOver) {
        this.failsOver = failsOver;
    }

    @Override
    public void begin(Truth truth) {
        before = truth.instances().size();
    }

    @Override
    Optional<String> lie(Ending ending, Truth truth) {
        return failsOver ? untruth(ending, truth) : Optional.empty();
    }

    private Optional<String> untruth(Ending ending, Truth truth) {
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

    private Optional<String> leftover(Ending ending, Truth truth) {
        if (!truth.promotions().isEmpty()) {
            return Optional.of("the run ended as " + ending.verdict() + " after a promotion");
        }
        if (truth.instances().size() > before) {
            return Optional.of("the run ended as " + ending.verdict() + ", but "
                    + truth.instances().size() + " instances are left");
        }
        return truth.journal().openIntents(truth.epoch()).isEmpty()
                ? Optional.empty()
                : Optional.of("the run ended as " + ending.verdict() + ", but an intent is not settled: "
                        + truth.journal().openIntents(truth.epoch()).getFirst().body());
    }
}
