package dev.pilotlight.twin.service.lambda;

import java.nio.charset.StandardCharsets;

/** How one invocation ended. */
public sealed interface Answer {

    /**
     * The handler returned.
     *
     * @param payload JSON
     */
    record Returned(String payload) implements Answer {
        static Returned of(byte[] payload) {
            return new Returned(new String(payload, StandardCharsets.UTF_8));
        }
    }

    /**
     * The handler threw, crashed or took too long.
     *
     * @param errorType the exception's fully qualified class name, or what Lambda says of a sandbox that ended
     * @param message the exception's
     */
    record Failed(String errorType, String message) implements Answer {}
}
