package dev.pilotlight.twin.states.language;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that CreateStateMachine refuses. */
public final class InvalidDefinitionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The error code of CreateStateMachine. */
    public static final String CODE = "InvalidDefinition";

    private final transient List<Diagnostic> diagnostics;

    InvalidDefinitionException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream()
                .map(Diagnostic::toString)
                .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** The error code a client sees. */
    public String code() {
        return CODE;
    }

    /** Everything that is wrong, in the order of the definition. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
