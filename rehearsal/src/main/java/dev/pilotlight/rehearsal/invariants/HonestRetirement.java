package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.OldDataTruth;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Optional;

/** L1 where old data is deleted: every run ends in time as one of the four ends, and what it says is true. */
final class HonestRetirement implements Invariant {
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
        return HonestEnd.form(ending)
                .or(() -> missing(ending, truth.oldData()))
                .or(() -> ending.joined() ? Optional.empty() : lie(ending, truth));
    }

    private static Optional<String> missing(Ending ending, OldDataTruth oldData) {
        List<String> missing = oldData.missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the run ended as " + ending.verdict() + ", and there is no " + missing + " any more");
    }

    private static Optional<String> lie(Ending ending, Truth truth) {
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
