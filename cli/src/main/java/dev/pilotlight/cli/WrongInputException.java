package dev.pilotlight.cli;

/** The command cannot do what was asked; the message names the option or the resource, and what to do. */
public final class WrongInputException extends RuntimeException {
    public WrongInputException(String message) {
        super(message);
    }
}
