package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/** What happens to the requests that the SDK marshals while some work is done. */
abstract sealed class Carriage {
    private static final ScopedValue<Carriage> CURRENT = ScopedValue.newInstance();

    private Carriage() {}

    /** The HTTP client to build the SDK's clients with. A call that none of them makes is simply asked. */
    static SdkHttpClient client() {
        return new InProcessClient((request, front) ->
                CURRENT.isBound() ? CURRENT.get().carry(request, front) : Dialogue.ask(new Question.OfAws(request)));
    }

    abstract HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException;

    final @Nullable Object during(Work work) throws Throwable {
        return ScopedValue.where(CURRENT, this).<@Nullable Object, Throwable>call(work::done);
    }

    /** Something that calls the SDK. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object done() throws Throwable;
    }

    /** Takes the request to whoever answers, and keeps both; a failure goes around the SDK. */
    static final class Asking extends Carriage {
        private final Answers answers;
        private @Nullable HttpRequest request;
        private @Nullable HttpResponse response;
        private @Nullable Throwable failure;

        Asking(Answers answers) {
            this.answers = answers;
        }

        /** Who answers a request. */
        @FunctionalInterface
        interface Answers {
            HttpResponse to(HttpRequest request) throws IOException, InterruptedException;
        }

        /**
         * What the SDK makes of the answer.
         *
         * @throws Throwable the failure of whoever was asked, or what the SDK throws
         */
        @Nullable
        Object answered(Work call) throws Throwable {
            try {
                return during(call);
            } catch (Throwable thrown) {
                throw failure == null ? thrown : failure;
            }
        }

        /** Null while the SDK has not made it. */
        @Nullable
        HttpRequest request() {
            return request;
        }

        /** Null while there is none. */
        @Nullable
        HttpResponse response() {
            return response;
        }

        @Override
        HttpResponse carry(HttpRequest marshalled, Front front) {
            request = marshalled;
            try {
                response = answers.to(marshalled);
                return response;
            } catch (Throwable thrown) {
                failure = thrown;
                throw new AroundException();
            }
        }
    }

    private static final class AroundException extends RuntimeException {
        AroundException() {
            super("the failure is kept beside the SDK", null, false, false);
        }
    }

    /** The answer is here already. */
    static final class Answering extends Carriage {
        private final HttpResponse response;

        Answering(HttpResponse response) {
            this.response = response;
        }

        @Override
        HttpResponse carry(HttpRequest request, Front front) {
            return response;
        }
    }

    /** The call was given up, or the network failed. */
    static final class Failing extends Carriage {
        private final Exception cause;

        Failing(Exception cause) {
            this.cause = cause;
        }

        @Override
        HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException {
            switch (cause) {
                case IOException network -> throw network;
                case InterruptedException interrupted -> throw interrupted;
                default -> throw new IllegalStateException(cause);
            }
        }
    }
}
