package dev.pilotlight.twin.states;

/** A task token that nobody waits for. */
public final class TaskTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private TaskTokenException(String code, String message) {
        super(message);
        this.code = code;
    }

    static TaskTokenException unknown(boolean issued) {
        return issued
                ? new TaskTokenException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
                : new TaskTokenException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static TaskTokenException timedOut() {
        return new TaskTokenException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    /** The error code a client of the service sees. */
    public String code() {
        return code;
    }
}
