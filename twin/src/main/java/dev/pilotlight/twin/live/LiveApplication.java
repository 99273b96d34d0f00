package dev.pilotlight.twin.live;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.world.Application;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Hands requests on to the real processes behind the instances. */
public final class LiveApplication implements Application, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LiveHypervisor hypervisor;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public LiveApplication(LiveHypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    @Override
    public HttpResponse serve(String region, String instanceId, HttpRequest request)
            throws IOException, InterruptedException {
        int port = hypervisor
                .process(instanceId)
                .filter(InstanceProcess::runs)
                .orElseThrow(() -> new ConnectException(instanceId + " does not run"))
                .port();
        var answer = client.send(forwarded(request, port), java.net.http.HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new TreeMap<>();
        answer.headers().firstValue("content-type").ifPresent(type -> headers.put("content-type", type));
        return new HttpResponse(answer.statusCode(), headers, answer.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static java.net.http.HttpRequest forwarded(HttpRequest request, int port) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        var builder = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + request.path() + query))
                .timeout(PATIENCE)
                .method(request.method(), java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.header("content-type").ifPresent(type -> builder.header("content-type", type));
        return builder.build();
    }
}
