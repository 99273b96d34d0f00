package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.history.HistoryFullException;
import dev.pilotlight.twin.states.language.ErrorHandling.Errors;
import dev.pilotlight.twin.states.query.QueryFailure;
import org.jspecify.annotations.Nullable;

/** A state failed. Retriers and catchers look at it; where none takes it, the sequence of states fails with it. */
final class StateFailure extends Exception {
    private static final long serialVersionUID = 1L;

    static final String TIMEOUT = "States.Timeout";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

    private final @Nullable String error;
    private final @Nullable String cause;
    private final Reach reach;

    /** Which retriers and catchers see a failure. */
    private enum Reach {
        /** Those that name it, and those for {@code States.ALL} or {@code States.TaskFailed}. */
        ALL,
        /** Only those that name it. */
        NAMED,
        /** None: the execution ends with it. */
        NONE
    }

    private StateFailure(@Nullable String error, @Nullable String cause, Reach reach) {
        super(error + ": " + cause, null, false, false);
        this.error = error;
        this.cause = cause;
        this.reach = reach;
    }

    /**
     * A failure that may be retried and caught, but {@code States.Runtime} only by its name; a Fail state may leave
     * error and cause out.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling errors
     *     in Step Functions workflows</a>
     */
    static StateFailure of(@Nullable String error, @Nullable String cause) {
        return new StateFailure(error, cause, QueryFailure.RUNTIME.equals(error) ? Reach.NAMED : Reach.ALL);
    }

    /** A failure that {@code States.ALL} does not mean. */
    static StateFailure named(String error, String cause) {
        return new StateFailure(error, cause, Reach.NAMED);
    }

    /** A failure nobody can retry or catch: the execution ends with it. */
    static StateFailure terminal(String error, String cause) {
        return new StateFailure(error, cause, Reach.NONE);
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

    /** Whether a retrier or catcher for these errors sees it. */
    boolean isMeantBy(Errors errors) {
        return switch (reach) {
            case ALL -> errors.match(name());
            case NAMED -> errors.names().contains(name());
            case NONE -> false;
        };
    }

    /** Whether the state itself is said to have failed; the others are failures of the execution. */
    boolean belongsToState() {
        return reach == Reach.ALL;
    }

    private String name() {
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
