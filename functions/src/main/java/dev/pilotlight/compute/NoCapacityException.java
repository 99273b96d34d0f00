package dev.pilotlight.compute;

import dev.pilotlight.journal.RejectedException;

/** An order for instances cannot be filled in its place, so none was launched; another place may do. */
public final class NoCapacityException extends RejectedException {
    public NoCapacityException(String message) {
        super(message);
    }
}
