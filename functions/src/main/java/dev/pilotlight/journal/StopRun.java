package dev.pilotlight.journal;

import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableException;
import dev.pilotlight.step.StepRequest;
import java.util.List;
import java.util.Map;

/**
 * Stops a run that cannot reach its end, if it can still turn back, and says whether it can: the journal knows, and the
 * state machine need not guess. What this answers stays true, for after the stop no act is permitted that would change
 * it. Both halves of a run use it as well, to end the other one early: a half that waits for a person is woken, for
 * nothing follows from an answer any more.
 */
public final class StopRun {
    private final Approvals approvals;
    private final WakeUps wakeUps;

    StopRun(Approvals approvals, WakeUps wakeUps) {
        this.approvals = approvals;
        this.wakeUps = wakeUps;
    }

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
        if (back) {
            approvals.of(request.run().plan()).stream()
                    .filter(approval -> approval.epoch().equals(request.run().epoch()) && approval.isOpen())
                    .forEach(this::wake);
        }
        List<Deed> deeds = Deeds.in(lease.history());
        return Outcome.done(Map.of("back", back, "changed", deeds.stream().anyMatch(deed -> !deed.failed())));
    }

    /** The way back must not depend on it: who waits for a person also wakes up by itself, only later. */
    private void wake(Approval approval) {
        try {
            wakeUps.wake(approval.token());
        } catch (RetryableException | BrokenConfigurationException passing) {
            return;
        }
    }
}
