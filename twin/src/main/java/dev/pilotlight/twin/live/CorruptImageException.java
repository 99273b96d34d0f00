package dev.pilotlight.twin.live;

/** The bytes of an image are not those it was made of. */
public final class CorruptImageException extends RuntimeException {
    CorruptImageException(String message) {
        super(message);
    }
}
