package dev.pilotlight.twin.states.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that could not be answered. It carries no stack trace: it is part of how a state machine works. */
public final class QueryFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public static final String EVALUATION_ERROR = "States.QueryEvaluationError";
    public static final String RUNTIME = "States.Runtime";
    public static final String RESULT_PATH_FAILURE = "States.ResultPathMatchFailure";
    public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

    private final String error;
    private final @Nullable String location;

    private QueryFailure(String error, String message, @Nullable String location) {
        super(message, null, false, false);
        this.error = error;
        this.location = location;
    }

    /** A JSONata expression failed in the field at this location, for instance {@code Output/total}. */
    public static QueryFailure ofExpression(String message, String location) {
        return new QueryFailure(EVALUATION_ERROR, message, location);
    }

    /** A path, a value or a combination of fields that the state cannot go on with. */
    public static QueryFailure ofRuntime(String message) {
        return new QueryFailure(RUNTIME, message, null);
    }

    /** A result that cannot be put where ResultPath wants it. */
    public static QueryFailure ofResultPath(String message) {
        return new QueryFailure(RESULT_PATH_FAILURE, message, null);
    }

    /** An intrinsic function was called with arguments it cannot take. */
    public static QueryFailure ofIntrinsic(String message) {
        return new QueryFailure(INTRINSIC_FAILURE, message, null);
    }

    /** The error name a retrier or catcher sees. */
    public String error() {
        return error;
    }

    /** What went wrong, without the state it happened in. */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    /** The field whose JSONata expression failed; empty for failures outside JSONata. */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }
}
