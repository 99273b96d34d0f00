package dev.pilotlight.traffic;

import dev.pilotlight.journal.RejectedException;

/** The switch itself forbids the move, as a safety rule does; nothing was moved. */
public final class SwitchRefusedException extends RejectedException {
    public SwitchRefusedException(String message) {
        super(message);
    }
}
