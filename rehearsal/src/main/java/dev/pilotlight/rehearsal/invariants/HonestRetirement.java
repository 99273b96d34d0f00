package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.OldDataTruth;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Optional;

/** L1 where old data is deleted: every run ends in time as one of the four ends, and what it says is true. */
final class HonestRetirement extends HonestRun {
    @Override
    Optional<String> harm(Ending ending, Truth truth) {
        List<String> missing = truth.oldData().missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the run ended as " + ending.verdict() + ", and there is no " + missing + " any more");
    }

    @Override
    Optional<String> lie(Ending ending, Truth truth) {
        String end = "the run ended as " + ending.verdict() + ", but ";
        OldDataTruth oldData = truth.oldData();
        if (ending.succeeded()) {
            return oldData.isGone() && oldData.hasFinalSnapshot()
                    ? Optional.empty()
                    : Optional.of(end + oldData.words());
        }
        return ending.stoppedSafely() ? leftover(end, truth) : Optional.empty();
    }

    /** Who has stopped has deleted nothing, and has left nothing half done. */
    private static Optional<String> leftover(String end, Truth truth) {
        OldDataTruth oldData = truth.oldData();
        if (!oldData.isWhole() || !oldData.isProtected()) {
            return Optional.of(end + oldData.words());
        }
        return truth.journal().openIntents(truth.epoch()).stream()
                .findFirst()
                .map(intent -> end + "an intent is not settled: " + intent.body());
    }
}
