package dev.pilotlight.journal;

/**
 * The table holds something that this software did not write: nothing is changed any more until a person has looked.
 */
public final class BrokenJournalException extends RuntimeException {
    public BrokenJournalException(String message) {
        super(message);
    }
}
