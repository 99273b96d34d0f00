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

    /** The HTTP client to build the SDK's clients with. */
    static SdkHttpClient client() {
        return new InProcessClient((request, front) ->
                CURRENT.isBound() ? CURRENT.get().carry(request, front) : front.handle(request));
    }

    /** The answer is here already. */
    static Carriage instead(HttpResponse response) {
        return new Instead(response, null);
    }

    /** It is known already how the call has failed. */
    static Carriage instead(Exception failure) {
        return new Instead(null, failure);
    }

    abstract HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException;

    final @Nullable Object during(Work work) throws Throwable {
        return ScopedValue.where(CURRENT, this).<@Nullable Object, Throwable>call(work::done);
    }

    /** Something that calls the SDK. */
    @FunctionalInterface
    interface Work {
        @Nullable Object done() throws Throwable;
    }

    /** The request goes to the twin, and is noted with its answer. */
    static final class Noting extends Carriage {
        private @Nullable Seen seen;

        record Seen(HttpRequest request, HttpResponse response) {}

        Optional<Seen> seen() {
            return Optional.ofNullable(seen);
        }

        @Override
        HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException {
            HttpResponse response = front.handle(request);
            seen = new Seen(request, response);
            return response;
        }
    }

    private static final class Instead extends Carriage {
        private final @Nullable HttpResponse response;
        private final @Nullable Exception failure;

        private Instead(@Nullable HttpResponse response, @Nullable Exception failure) {
            this.response = response;
            this.failure = failure;
        }

        @Override
        HttpResponse carry(HttpRequest request, Front front) throws IOException, InterruptedException {
            return switch (failure) {
                case IOException network -> throw network;
                case InterruptedException interrupted -> throw interrupted;
                case null -> java.util.Objects.requireNonNull(response);
                default -> throw new IllegalStateException(failure);
            };
        }
    }
}
