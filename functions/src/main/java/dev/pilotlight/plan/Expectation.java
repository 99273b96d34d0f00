package dev.pilotlight.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a healthy answer looks like.
 *
 * @param status the HTTP status
 * @param body text that the body contains, when that matters
 */
public record Expectation(int status, @Nullable String body) {
    public Expectation {
        Form.require(status >= 100 && status <= 599, "status is " + status + "; it must be an HTTP status like 200");
    }
}
