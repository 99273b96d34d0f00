package dev.pilotlight.plan;

import org.jspecify.annotations.Nullable;

/**
 * A part of a document after reading: its value, or null when it could not be read and the problem has been noted.
 *
 * @param value the value
 */
record Read<T>(@Nullable T value) {

    static <T> Read<T> unreadable() {
        return new Read<>(null);
    }

    /** The value, or an end to building whatever needs it. */
    T get() {
        if (value == null) {
            throw new UnreadableException();
        }
        return value;
    }

    /** Something cannot be built because a part of it could not be read; that part's problem says why. */
    static final class UnreadableException extends RuntimeException {
        UnreadableException() {
            super("a part could not be read", null, false, false);
        }
    }
}
