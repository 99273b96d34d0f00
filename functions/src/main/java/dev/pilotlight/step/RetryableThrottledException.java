package dev.pilotlight.step;

/** AWS asks for fewer calls; the request had no effect. */
public final class RetryableThrottledException extends RetryableException {
    public RetryableThrottledException(String message, Throwable cause) {
        super(message, cause);
    }

    public RetryableThrottledException(String message) {
        super(message);
    }
}
