package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.twin.wire.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** The client with which functions visit sites, in the dialogue of whoever visits. */
public final class RememberingSites implements SdkHttpClient {
    private final Sites sites;

    public RememberingSites(Sites sites) {
        this.sites = sites;
    }

    /** The way to the sites without any memory. */
    public Sites sites() {
        return sites;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Visit(request);
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private final class Visit implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;

        private Visit(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return answer(Dialogue.ask(new Question.OfSite(request), sites));
            } catch (InterruptedException e) {
                InterruptedIOException interrupted = new InterruptedIOException("the probe was given up");
                interrupted.initCause(e);
                throw interrupted;
            }
        }

        @Override
        public void abort() {
            // whoever waits is interrupted as well
        }
    }

    private static HttpExecuteResponse answer(HttpResponse response) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(response.status())
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                .build();
    }
}
