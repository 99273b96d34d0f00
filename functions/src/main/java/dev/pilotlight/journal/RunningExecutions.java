package dev.pilotlight.journal;

/** Executions of this deployment's state machines, as Step Functions sees them now. */
public interface RunningExecutions {

    /** Whether it is under way; not when nobody knows it any more. */
    boolean isRunning(String executionArn);

    /**
     * Stops it. What it has called runs on; one that has ended, or that nobody knows, is left as it is.
     *
     * @param why for its history, at most 32,768 characters
     */
    void stop(String executionArn, String why);
}
