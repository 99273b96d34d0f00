package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import java.io.IOException;
import java.util.Optional;
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

    /** The request is kept, and the work ends. */
    static final class Keeping extends Carriage {
        private @Nullable HttpRequest kept;

        /** The request of a call; empty when the SDK has refused to make one, with the very exception it throws. */
        Optional<HttpRequest> requestOf(Work call) throws Throwable {
            try {
                during(call);
            } catch (RuntimeException ended) {
                if (kept == null) {
                    throw ended;
                }
            }
            return Optional.ofNullable(kept);
        }

        @Override
        HttpResponse carry(HttpRequest request, Front front) {
            kept = request;
            throw new KeptException();
        }
    }

    private static final class KeptException extends RuntimeException {
        KeptException() {
            super("the request is all that was wanted", null, false, false);
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
