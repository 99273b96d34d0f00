package dev.pilotlight.step;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.PlanName;
import java.time.Instant;

/**
 * One execution of a state machine, as every step of it is told.
 *
 * @param planVersion the version of the plan's object in the bucket, pinned when the record was opened
 * @param planDigest {@link dev.pilotlight.plan.Plan#digest()} of that version
 * @param execution the execution's name
 * @param epoch under which it may change things
 * @param startedAt when the execution started
 * @param drill whether this is an exercise, which never promotes and never moves traffic
 */
public record Run(
        PlanName plan,
        String planVersion,
        String planDigest,
        String execution,
        Epoch epoch,
        Instant startedAt,
        boolean drill) {
    public Run {
        requireNonNull(plan);
        requireNonNull(planVersion);
        requireNonNull(planDigest);
        requireNonNull(execution);
        requireNonNull(epoch);
        requireNonNull(startedAt);
    }
}
