package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;
import java.util.Arrays;
import software.amazon.awssdk.http.HttpExecuteRequest;

/** What a function asks the world around it. */
sealed interface Question {

    /** Asks now, and waits for the answer. */
    HttpResponse ask(Sites sites) throws IOException, InterruptedException;

    /** Whether it is the same question, whatever its signature. */
    boolean isLike(Question other);

    /** A call of an AWS service. */
    record OfAws(HttpRequest request) implements Question {
        @Override
        public HttpResponse ask(Sites sites) throws IOException, InterruptedException {
            return CallLimit.handle(request);
        }

        @Override
        public boolean isLike(Question other) {
            return other instanceof OfAws aws && isLike(aws.request);
        }

        private boolean isLike(HttpRequest other) {
            return request.method().equals(other.method())
                    && request.host().equals(other.host())
                    && request.path().equals(other.path())
                    && request.query().equals(other.query())
                    && (isSignedInChunks() || Arrays.equals(request.body(), other.body()));
        }

        /** Such a body has signatures in it, and with them the moment at which the SDK wrote it. */
        private boolean isSignedInChunks() {
            return request.header("content-encoding").orElse("").contains("aws-chunked");
        }
    }

    /** A visit to a site. */
    record OfSite(HttpExecuteRequest request) implements Question {
        @Override
        public HttpResponse ask(Sites sites) throws IOException, InterruptedException {
            return sites.visit(request);
        }

        @Override
        public boolean isLike(Question other) {
            return other instanceof OfSite site
                    && request.httpRequest()
                            .getUri()
                            .equals(site.request.httpRequest().getUri());
        }
    }
}
