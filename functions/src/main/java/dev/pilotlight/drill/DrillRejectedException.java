package dev.pilotlight.drill;

import dev.pilotlight.journal.RejectedException;

/** A service has rejected a request of a drill; nothing was changed by it. */
final class DrillRejectedException extends RejectedException {
    DrillRejectedException(String message) {
        super(message);
    }
}
