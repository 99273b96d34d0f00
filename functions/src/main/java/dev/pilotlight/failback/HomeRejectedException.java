package dev.pilotlight.failback;

import dev.pilotlight.journal.RejectedException;

/** The service has rejected a request on the way home in the present state; nothing was changed by it. */
public final class HomeRejectedException extends RejectedException {
    public HomeRejectedException(String message) {
        super(message);
    }
}
