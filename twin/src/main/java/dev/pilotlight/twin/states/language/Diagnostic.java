package dev.pilotlight.twin.states.language;

/**
 * One reason why a definition is refused.
 *
 * @param code the service's code, for instance {@code SCHEMA_VALIDATION_FAILED}
 * @param message what is wrong
 * @param location where, as a path from the root, for instance {@code /States/Wait/Next}
 */
public record Diagnostic(Code code, String message, String location) {

    /** The codes of the service (API reference, ValidateStateMachineDefinition). */
    public enum Code {
        INVALID_JSON_DESCRIPTION,
        MISSING_TRANSITION_TARGET,
        SCHEMA_VALIDATION_FAILED
    }

    @Override
    public String toString() {
        return code + ": " + message + " at " + location;
    }
}
