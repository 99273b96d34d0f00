package dev.pilotlight.journal;

/** A service has rejected a change, so that certainly nothing happened. What to do about it is for the step to say. */
public abstract class RejectedException extends Exception {
    protected RejectedException(String message) {
        super(message);
    }
}
