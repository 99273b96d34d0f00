package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.memory.Sites;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** The way from functions to the sites they probe: a probe can go wrong like any other call. */
final class Probes implements Sites {
    private static final String NOWHERE = "internet";

    private final SdkHttpClient network;
    private final Passage gate;

    Probes(SdkHttpClient network, Passage gate) {
        this.network = network;
        this.gate = gate;
    }

    @Override
    public HttpResponse visit(HttpExecuteRequest request) throws InterruptedException {
        try {
            return gate.pass(asCall(request), () -> proceed(request));
        } catch (UncheckedIOException failure) {
            throw givenUp(failure).orElseThrow(() -> failure);
        }
    }

    private HttpResponse proceed(HttpExecuteRequest request) {
        try {
            return read(network.prepareRequest(request).call());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A visitor who was told to give up looks like one whose network failed. */
    private static Optional<InterruptedException> givenUp(UncheckedIOException failure) {
        return failure.getCause() != null && failure.getCause().getCause() instanceof InterruptedException interrupted
                ? Optional.of(interrupted)
                : Optional.empty();
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
}
