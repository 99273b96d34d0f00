package dev.pilotlight.twin.world;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.util.Optional;

/**
 * The walk-through's shop without a process: like the real one it looks up where its database is for each request, and
 * its health check writes a row there.
 */
public final class ModelledShop implements Application {
    private final Twin twin;

    public ModelledShop(Twin twin) {
        this.twin = twin;
    }

    @Override
    public HttpResponse serve(String region, String instanceId, HttpRequest request) {
        return twin.front().exclusively(() -> answer(region, request));
    }

    private HttpResponse answer(String region, HttpRequest request) {
        return switch (request.path()) {
            case "/health" -> canWrite(region) ? ok("ok") : unavailable();
            case "/" -> canRead(region) ? ok("Lanterns, and who ordered them.\n") : unavailable();
            default -> HttpResponse.of(404, "text/plain", "There is no such page.\n");
        };
    }

    private boolean canWrite(String region) {
        return databaseHost(region)
                .filter(host ->
                        twin.rds().isWritable(region, host, twin.timeline().now()))
                .isPresent();
    }

    private boolean canRead(String region) {
        return databaseHost(region)
                .filter(host ->
                        twin.rds().isReadable(region, host, twin.timeline().now()))
                .isPresent();
    }

    private Optional<String> databaseHost(String region) {
        return twin.parameters()
                .value(region, Walkthrough.ENDPOINT_PARAMETER)
                .map(endpoint -> endpoint.substring(0, endpoint.lastIndexOf(':')));
    }

    private static HttpResponse ok(String body) {
        return HttpResponse.of(200, "text/plain", body);
    }

    private static HttpResponse unavailable() {
        return HttpResponse.of(503, "text/plain", "The shop cannot reach its database.\n");
    }
}
