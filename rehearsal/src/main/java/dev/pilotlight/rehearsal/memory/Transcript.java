package dev.pilotlight.rehearsal.memory;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What a function does next, after everything that it has been told so far. Several performances may read it and write
 * it at once: what a function does next is always the same.
 */
final class Transcript {
    private final ConcurrentMap<Heard.Key, Transcript> afterwards = new ConcurrentHashMap<>(2);
    private volatile @Nullable Step step;

    /** One thing that a function does. */
    sealed interface Step {

        /** It asks something, at a place in its code. */
        record Asks(Question question, String place) implements Step {}

        /** It ends with an answer. */
        @SuppressWarnings("ArrayRecordComponent") // bytes on the wire, never compared
        record Returns(byte[] answer) implements Step {}

        /** It fails. */
        record Fails(Exception failure) implements Step {
            void again() throws IOException {
                switch (failure) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    default -> throw new IllegalStateException(failure);
                }
            }
        }
    }

    /** Null while nobody knows. */
    @Nullable
    Step step() {
        return step;
    }

    /**
     * Writes down what it does.
     *
     * @throws AssertionError when it has done something else before; an error, because an exception would look like one
     *     of the function
     */
    void is(Step next) {
        if (step instanceof Step.Asks known
                && !(next instanceof Step.Asks asks && asks.question().isLike(known.question()))) {
            throw new AssertionError("a function does not always do the same after the same answers: at "
                    + known.place() + " it once asked " + known.question() + ", now " + next);
        }
        step = next;
    }

    /** What it does once it has heard the answer to its question; nothing is kept of what follows a long one. */
    Transcript after(Heard heard) {
        return heard.isLong() ? new Transcript() : afterwards.computeIfAbsent(heard.key(), key -> new Transcript());
    }
}
