package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

/** What a function has heard in answer to a question, and when. */
sealed interface Heard {
    Instant at();

    /** Equal for two that no function can tell apart. */
    Key key();

    /** Whether remembering it costs more memory than it saves time. */
    boolean isLong();

    /** The answer; or the failure, thrown. */
    HttpResponse told() throws IOException;

    /** Everything that counts. */
    record Key(Instant at, Object what) {}

    /** An answer. */
    record Answer(Instant at, HttpResponse response) implements Heard {
        @Override
        public Key key() {
            return new Key(at, AnswerText.of(response));
        }

        @Override
        public boolean isLong() {
            return AnswerText.isLong(response);
        }

        @Override
        public HttpResponse told() {
            return response;
        }
    }

    /** None, and why. */
    record Failure(Instant at, Exception cause) implements Heard {
        @Override
        public Key key() {
            return new Key(at, String.valueOf(cause));
        }

        @Override
        public boolean isLong() {
            return false;
        }

        @Override
        public HttpResponse told() throws IOException {
            switch (cause) {
                case IOException network -> throw network;
                case RuntimeException limit -> throw limit;
                default -> throw new IllegalStateException(cause);
            }
        }
    }

    /** Asks, and hears what comes of it. */
    static Heard of(Question question, Sites sites, Moments moments) throws InterruptedException {
        try {
            HttpResponse response = question.ask(sites);
            return new Answer(moments.now(), response);
        } catch (IOException | UncheckedIOException | ApiCallAttemptTimeoutException failure) {
            return new Failure(moments.now(), failure);
        }
    }

    /** The world's time. */
    @FunctionalInterface
    interface Moments {
        Instant now();
    }
}
