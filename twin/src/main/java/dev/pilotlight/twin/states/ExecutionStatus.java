package dev.pilotlight.twin.states;

/** Where an execution stands. */
public enum ExecutionStatus {
    RUNNING,
    /** It reached a last state. */
    SUCCEEDED,
    /** An error nobody caught, or a Fail state. */
    FAILED,
    /** It lasted longer than its machine allows. */
    TIMED_OUT,
    /** Somebody stopped it. */
    ABORTED
}
