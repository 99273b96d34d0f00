package dev.pilotlight.cli.invoke;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a function answered.
 *
 * @param failed whether it threw, crashed or took too long
 * @param payload JSON as the function wrote it; of a failure an object with {@code errorType} and {@code errorMessage}
 */
record Reply(boolean failed, String payload) {

    static Reply returned(String payload) {
        return new Reply(false, payload);
    }

    /** A failure in the runtime client's own words. */
    static Reply failed(String payload) {
        return new Reply(true, payload);
    }

    /** A failure that Lambda itself announces, because the runtime no longer can. */
    static Reply failed(String errorType, String message) {
        return failed(JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", message)
                .put("errorType", errorType)
                .toString());
    }
}
