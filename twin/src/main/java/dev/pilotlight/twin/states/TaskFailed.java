package dev.pilotlight.twin.states;

import org.jspecify.annotations.Nullable;

/** The work of a Task failed. It carries no stack trace: it is part of how a state machine works. */
public final class TaskFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final @Nullable String cause;

    /**
     * @param error the name retriers and catchers look for
     * @param cause what happened, often JSON text
     */
    public TaskFailed(String error, @Nullable String cause) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
    }

    public String error() {
        return error;
    }

    public @Nullable String cause() {
        return cause;
    }
}
