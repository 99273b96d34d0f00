package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.route53.HealthCheck.Endpoint;
import dev.pilotlight.twin.service.route53.HealthChecks.Observation;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Visits a page once, as a health checker does: no redirect is followed, and who does not answer in time has failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">How
 *     Route 53 determines whether a health check is healthy</a>
 */
final class Probe {
    private static final int SEARCHED_BYTES = 5120;

    private final Timeline timeline;
    private final Website internet;
    private final Duration patience;

    /** @param patience how long a page may take to answer */
    Probe(Timeline timeline, Website internet, Duration patience) {
        this.timeline = timeline;
        this.internet = internet;
        this.patience = patience;
    }

    Observation look(Endpoint endpoint) throws InterruptedException {
        AtomicReference<@Nullable Observation> seen = new AtomicReference<>();
        Timeline.Signal ended = timeline.signal();
        Timeline.Task visit = timeline.start("probe of " + endpoint.host(), () -> {
            try {
                seen.set(visit(endpoint));
            } finally {
                ended.raise();
            }
        });
        if (!ended.await(patience)) {
            visit.interrupt();
        }
        Observation observation = seen.get();
        return observation == null ? failure("The connection timed out.") : observation;
    }

    private Observation visit(Endpoint endpoint) {
        try {
            return judge(endpoint, internet.visit(request(endpoint)));
        } catch (IOException e) {
            return failure("The health checker could not establish a connection.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure("The connection was given up.");
        }
    }

    private static HttpRequest request(Endpoint endpoint) {
        String[] parts = endpoint.path().split("\\?", 2);
        String port = endpoint.port() == endpoint.scheme().usualPort() ? "" : ":" + endpoint.port();
        Map<String, String> headers = new TreeMap<>();
        headers.put("accept", "*/*");
        headers.put("host", endpoint.hostHeader().orElse(endpoint.host()) + port);
        headers.put("user-agent", "Amazon-Route53-Health-Check-Service");
        String query = parts.length > 1 ? parts[1] : "";
        return new HttpRequest("GET", endpoint.host() + port, parts[0], query, headers, new byte[0]);
    }

    private Observation judge(Endpoint endpoint, HttpResponse response) {
        String status = "HTTP Status Code " + response.status();
        if (response.status() < 200 || response.status() >= 400) {
            return failure(status);
        }
        if (endpoint.search().isPresent()
                && !beginning(response).contains(endpoint.search().get())) {
            return failure(status + ". The search string was not found in the first " + SEARCHED_BYTES + " bytes.");
        }
        return new Observation(true, "Success: " + status, timeline.now());
    }

    private static String beginning(HttpResponse response) {
        int length = Math.min(response.body().length, SEARCHED_BYTES);
        return new String(response.body(), 0, length, StandardCharsets.UTF_8);
    }

    private Observation failure(String why) {
        return new Observation(false, "Failure: " + why, timeline.now());
    }
}
