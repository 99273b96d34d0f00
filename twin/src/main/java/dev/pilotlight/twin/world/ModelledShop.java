package dev.pilotlight.twin.world;

import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.util.Map;
import java.util.Optional;

/**
 * The walk-through's shop without a process: like the real one it looks up where its database is for each request, and
 * its health check writes a row there.
 */
public final class ModelledShop implements Application {
    /** What an instance is told when its database is not the one that the parameter names, as in a drill. */
    private static final String ENDPOINT_TAG = "pilotlight:endpoint:orders";

    private static final String PLAN_TAG = "pilotlight:plan";
    private static final int DATABASE_PORT = 5432;

    /** One of the ports that clients take for their side of a connection. */
    private static final int ANSWERS_PORT = 32_768;

    private final Twin twin;

    public ModelledShop(Twin twin) {
        this.twin = twin;
    }

    @Override
    public HttpResponse serve(String region, String instanceId, HttpRequest request) {
        return twin.front().exclusively(() -> answer(region, instanceId, request));
    }

    private HttpResponse answer(String region, String instanceId, HttpRequest request) {
        return switch (request.path()) {
            case "/health" -> canWrite(region, instanceId) ? ok("ok") : unavailable();
            case "/" -> canRead(region, instanceId) ? ok("Lanterns, and who ordered them.\n") : unavailable();
            default -> HttpResponse.of(404, "text/plain", "There is no such page.\n");
        };
    }

    private boolean canWrite(String region, String instanceId) {
        return databaseHost(region, instanceId)
                .filter(host -> reaches(region, instanceId, host))
                .filter(host ->
                        twin.rds().isWritable(region, host, twin.timeline().now()))
                .isPresent();
    }

    private boolean canRead(String region, String instanceId) {
        return databaseHost(region, instanceId)
                .filter(host -> reaches(region, instanceId, host))
                .filter(host ->
                        twin.rds().isReadable(region, host, twin.timeline().now()))
                .isPresent();
    }

    /**
     * Security groups filter what leaves an instance. Network ACLs filter what crosses the border of a subnet, requests
     * and answers alike, and nothing within it.
     */
    private boolean reaches(String region, String instanceId, String host) {
        return twin.ec2().groupsLead(region, instanceId, twin.rds().securityGroups(region, host))
                && passesBorders(region, instanceId, host);
    }

    private boolean passesBorders(String region, String instanceId, String host) {
        Optional<String> own = twin.ec2()
                .instance(region, instanceId)
                .map(sight -> sight.launch().subnetId());
        return twin.rds()
                .subnet(region, host)
                .filter(subnet -> !own.equals(Optional.of(subnet)))
                .map(subnet -> twin.ec2().networkAllows(region, subnet, false, DATABASE_PORT)
                        && twin.ec2().networkAllows(region, subnet, true, ANSWERS_PORT))
                .orElse(true);
    }

    private Optional<String> databaseHost(String region, String instanceId) {
        Map<String, String> tags = twin.ec2()
                .instance(region, instanceId)
                .map(Ec2Service.Sight::tags)
                .orElse(Map.of());
        String plan = tags.getOrDefault(PLAN_TAG, "shop");
        String parameter =
                plan.equals("shop") ? Walkthrough.ENDPOINT_PARAMETER : new Neighbour(plan).endpointParameter();
        return Optional.ofNullable(tags.get(ENDPOINT_TAG))
                .or(() -> twin.parameters().value(region, parameter))
                .map(endpoint -> endpoint.substring(0, endpoint.lastIndexOf(':')));
    }

    private static HttpResponse ok(String body) {
        return HttpResponse.of(200, "text/plain", body);
    }

    private static HttpResponse unavailable() {
        return HttpResponse.of(503, "text/plain", "The shop cannot reach its database.\n");
    }
}
