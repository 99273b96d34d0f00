package dev.pilotlight.shop;

import org.jspecify.annotations.Nullable;

/** The shop cannot serve just now; the message is one sentence that a visitor may read. */
final class UnavailableException extends RuntimeException {
    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
