package dev.pilotlight.twin.states.jsonata;

/** Text that is not a JSONata expression. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String expression, String problem) {
        super("The JSONata expression '" + expression + "' is not valid: " + problem);
    }
}
