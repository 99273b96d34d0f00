package dev.pilotlight.fence;

import dev.pilotlight.journal.RejectedException;

/** The network is not as it was seen a moment ago, so nothing was changed; look again. */
final class NetworkChangedException extends RejectedException {
    NetworkChangedException(String message) {
        super(message);
    }
}
