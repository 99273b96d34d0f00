package dev.pilotlight.twin.states.jsonpath;

/** Text that is neither a JSONPath nor a call of an intrinsic function. */
public final class PathSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    PathSyntaxException(String message) {
        super(message);
    }
}
