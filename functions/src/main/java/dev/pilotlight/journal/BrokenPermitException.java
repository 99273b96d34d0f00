package dev.pilotlight.journal;

/** A permit was misused: a bug, never retried. */
public final class BrokenPermitException extends RuntimeException {
    public BrokenPermitException(String message) {
        super(message);
    }
}
