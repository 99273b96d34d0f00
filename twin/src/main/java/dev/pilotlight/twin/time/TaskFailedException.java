package dev.pilotlight.twin.time;

/** A task of a virtual timeline has failed, and with it the run; the cause is what it failed of. */
public final class TaskFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TaskFailedException(Throwable failure) {
        super("a task of the timeline failed: " + failure, failure);
    }
}
