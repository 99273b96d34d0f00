package dev.pilotlight.twin.states.language;

/**
 * One reason why a definition is refused.
 *
 * @param code the service's code, for instance {@code SCHEMA_VALIDATION_FAILED}
 * @param message what is wrong
 * @param location where, as a path from the root, for instance {@code /States/Wait/Next}
 */
public record Diagnostic(Code code, String message, String location) {

    /**
     * The codes of the service. All but the two about JSONata, which it gives as well, are in the API reference; the
     * last three are warnings, with which a definition is valid.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">
     *     ValidateStateMachineDefinitionDiagnostic</a>
     */
    public enum Code {
        INVALID_JSON_DESCRIPTION,
        MISSING_DESCRIPTION,
        SCHEMA_VALIDATION_FAILED,
        MISSING_TRANSITION_TARGET,
        MISSING_END_STATE,
        DUPLICATE_STATE_NAME,
        INVALID_STATE_NAME,
        DUPLICATE_LABEL_NAME,
        INVALID_LABEL_NAME,
        INVALID_JSONATA_EXPRESSION,
        UNSUPPORTED_JSONATA_EXPRESSION,
        NO_DOLLAR,
        NO_PATH,
        PASS_RESULT_IS_STATIC
    }

    @Override
    public String toString() {
        return code + ": " + message + " at " + location;
    }
}
