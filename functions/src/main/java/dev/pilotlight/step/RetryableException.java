package dev.pilotlight.step;

/**
 * Something that passes: the state machine calls the step again. The call that failed may have had its effect all the
 * same, which is why steps read the world first.
 */
public abstract sealed class RetryableException extends RuntimeException
        permits RetryableThrottledException, RetryableUnavailableException, RetryableConflictException {
    RetryableException(String message, Throwable cause) {
        super(message, cause);
    }

    RetryableException(String message) {
        super(message);
    }
}
