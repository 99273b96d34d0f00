package dev.pilotlight.twin.service.stepfunctions;

import dev.pilotlight.twin.states.Execution;
import java.util.Optional;

/**
 * Whether an execution can go on from where it failed.
 *
 * @param status {@code REDRIVABLE} or {@code NOT_REDRIVABLE}
 * @param reason why not
 */
record Redrive(String status, Optional<String> reason) {
    /** Redrive keeps two places in the history: one to begin with and one to end with. */
    private static final int FULLEST_HISTORY = 24_998;

    static Redrive of(Execution execution) {
        String blocked = switch (execution.status()) {
            case RUNNING -> "Execution is RUNNING and cannot be redriven";
            case SUCCEEDED -> "Execution is SUCCEEDED and cannot be redriven";
            case FAILED, TIMED_OUT, ABORTED ->
                execution.history().size() > FULLEST_HISTORY ? "Execution history event limit exceeded" : "";
        };
        return blocked.isEmpty()
                ? new Redrive("REDRIVABLE", Optional.empty())
                : new Redrive("NOT_REDRIVABLE", Optional.of(blocked));
    }

    boolean isPossible() {
        return reason.isEmpty();
    }
}
