package dev.pilotlight.fence;

/**
 * Something beyond the recovery Region gave no usable answer, so that what was asked for may still take effect. It is
 * told apart from a journal that does not answer: only that one may hold the run up.
 */
public final class PrimarySilentException extends RuntimeException {
    public PrimarySilentException(String message, Throwable cause) {
        super(message, cause);
    }
}
