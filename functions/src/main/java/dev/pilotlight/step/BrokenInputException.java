package dev.pilotlight.step;

/** The step was called with something that is not its input. Never retried. */
public final class BrokenInputException extends RuntimeException {
    public BrokenInputException(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokenInputException(String message) {
        super(message);
    }
}
