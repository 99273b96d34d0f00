package dev.pilotlight.journal;

import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.List;
import java.util.Map;

/**
 * Stops a run that cannot reach its end, if it can still turn back, and says whether it can: the journal knows, and the
 * state machine need not guess. What this answers stays true, for after the stop no act is permitted that would change
 * it. Both halves of a run use it as well, to end the other one early.
 */
public final class StopRun {

    /**
     * Stops the run.
     *
     * @param request with {@code guard} and {@code why}: what has stopped it
     * @return done, with {@code back}: whether the run turns back; and {@code changed}: whether there is anything to
     *     undo
     */
    public Outcome advance(StepRequest request, Lease lease) {
        boolean back = lease.stop(
                request.optionalText("guard").orElse("unknown"),
                request.optionalText("why").orElse("no reason was given"));
        List<Deed> deeds = Deeds.in(lease.history());
        return Outcome.done(Map.of("back", back, "changed", deeds.stream().anyMatch(deed -> !deed.failed())));
    }
}
