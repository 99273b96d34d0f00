package dev.pilotlight.twin.states.history;

/** The execution has used up its history; it can only fail now. */
public final class HistoryFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryFullException(int limit) {
        super("The execution reached the maximum number of history events (" + limit + ").");
    }
}
