package dev.pilotlight.twin.world;

import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import java.io.IOException;

/** What runs on the instances: the modelled shop, or real processes. */
@FunctionalInterface
public interface Application {

    /**
     * Answers a request that a load balancer forwarded to an instance.
     *
     * @throws IOException when the instance does not answer
     */
    HttpResponse serve(String region, String instanceId, HttpRequest request) throws IOException, InterruptedException;
}
