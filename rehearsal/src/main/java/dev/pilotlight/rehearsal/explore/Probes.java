package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** The client with which functions probe sites: a probe can go wrong like any other call. */
final class Probes implements SdkHttpClient {
    private static final String NOWHERE = "internet";

    private final SdkHttpClient network;
    private final Passage gate;

    Probes(SdkHttpClient network, Passage gate) {
        this.network = network;
        this.gate = gate;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Probe(request);
    }

    @Override
    public void close() {
        network.close();
    }

    private final class Probe implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;

        private Probe(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return answer(gate.pass(asCall(request), this::proceed));
            } catch (InterruptedException e) {
                InterruptedIOException interrupted = new InterruptedIOException("the probe was given up");
                interrupted.initCause(e);
                throw interrupted;
            }
        }

        private HttpResponse proceed() {
            try {
                return read(network.prepareRequest(request).call());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void abort() {
            // whoever waits is interrupted as well
        }
    }

    private static Call asCall(HttpExecuteRequest request) {
        String path = request.httpRequest().encodedPath();
        HttpRequest sent = new HttpRequest(
                request.httpRequest().method().name(),
                request.httpRequest().host(),
                path.isEmpty() ? "/" : path,
                "",
                Map.of(),
                new byte[0]);
        return new Call(0, CallFault.WEB, NOWHERE, "nobody", sent.method(), sent);
    }

    private static HttpResponse read(HttpExecuteResponse response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.httpResponse().forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
        byte[] body = new byte[0];
        if (response.responseBody().isPresent()) {
            try (InputStream stream = response.responseBody().get()) {
                body = stream.readAllBytes();
            }
        }
        return new HttpResponse(response.httpResponse().statusCode(), headers, body);
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
