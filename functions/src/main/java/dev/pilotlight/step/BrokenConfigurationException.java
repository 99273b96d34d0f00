package dev.pilotlight.step;

/** The deployment is wrong: a permission, a setting or a request that AWS does not accept. Never retried. */
public final class BrokenConfigurationException extends RuntimeException {
    public BrokenConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    public BrokenConfigurationException(String message) {
        super(message);
    }
}
