package dev.pilotlight.rehearsal.explore;

/** A scenario cannot even begin with this plan; the message says why, and what to do. */
public final class UnplayableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnplayableException(String message) {
        super(message);
    }
}
