package dev.pilotlight.step;

/** Others wrote at the same time, several times in a row; nothing was changed by us. */
public final class RetryableConflictException extends RetryableException {
    public RetryableConflictException(String message, Throwable cause) {
        super(message, cause);
    }

    public RetryableConflictException(String message) {
        super(message);
    }
}
