package dev.pilotlight.twin.states.jsonata;

/** Text that is not a JSONata expression, or one that asks for what is not there. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean unsupported;

    private SyntaxException(String message, boolean unsupported) {
        super(message);
        this.unsupported = unsupported;
    }

    static SyntaxException invalid(String expression, String problem) {
        return new SyntaxException("The JSONata expression '" + expression + "' is not valid: " + problem, false);
    }

    static SyntaxException unsupported(String message) {
        return new SyntaxException(message, true);
    }

    /** Whether it is JSONata, but refers to what a query of a state machine cannot see. */
    public boolean isUnsupported() {
        return unsupported;
    }
}
