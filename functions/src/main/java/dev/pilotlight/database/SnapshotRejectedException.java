package dev.pilotlight.database;

import dev.pilotlight.journal.RejectedException;

/** The service will not copy a snapshot; nothing was done. */
final class SnapshotRejectedException extends RejectedException {
    SnapshotRejectedException(String message) {
        super(message);
    }
}
