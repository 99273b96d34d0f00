package dev.pilotlight.step;

/** No answer, or a server's error: the request may have had its effect. */
public final class RetryableUnavailableException extends RetryableException {
    public RetryableUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RetryableUnavailableException(String message) {
        super(message);
    }
}
