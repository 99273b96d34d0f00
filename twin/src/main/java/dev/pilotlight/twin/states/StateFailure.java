package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.query.QueryFailure;
import org.jspecify.annotations.Nullable;

/** A state failed. Retriers and catchers look at it; where none takes it, the sequence of states fails with it. */
final class StateFailure extends Exception {
    private static final long serialVersionUID = 1L;

    static final String TIMEOUT = "States.Timeout";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

    private final @Nullable String error;
    private final @Nullable String cause;
    private final boolean terminal;

    private StateFailure(@Nullable String error, @Nullable String cause, boolean terminal) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
        this.terminal = terminal;
    }

    /** A failure that may be retried and caught; a Fail state may leave error and cause out. */
    static StateFailure of(@Nullable String error, @Nullable String cause) {
        return new StateFailure(error, cause, QueryFailure.RUNTIME.equals(error));
    }

    /** A failure nobody can retry or catch: the execution ends with it. */
    static StateFailure terminal(String error, String cause) {
        return new StateFailure(error, cause, true);
    }

    /** The failure of an execution that has used up its history. */
    static StateFailure full(HistoryFullException e) {
        return terminal(QueryFailure.RUNTIME, String.valueOf(e.getMessage()));
    }

    @Nullable
    String error() {
        return error;
    }

    @Nullable
    String cause() {
        return cause;
    }

    /** Whether retriers and catchers are passed over. */
    boolean isTerminal() {
        return terminal;
    }

    /** The name retriers and catchers compare. */
    String name() {
        return error == null ? "" : error;
    }

    /** The failure as a catcher hands it on. */
    ObjectNode output() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (error != null) {
            output.put("Error", error);
        }
        if (cause != null) {
            output.put("Cause", cause);
        }
        return output;
    }
}
