package dev.pilotlight.database;

import dev.pilotlight.journal.RejectedException;

/** The service has rejected a request about a database in its present state; nothing was changed by it. */
public class NotPromotableException extends RejectedException {
    public NotPromotableException(String message) {
        super(message);
    }
}
