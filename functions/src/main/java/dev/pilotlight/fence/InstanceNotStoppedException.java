package dev.pilotlight.fence;

import dev.pilotlight.journal.RejectedException;

/** An instance is still on its way to a stop, so nothing was started; look again. */
final class InstanceNotStoppedException extends RejectedException {
    InstanceNotStoppedException(String message) {
        super(message);
    }
}
