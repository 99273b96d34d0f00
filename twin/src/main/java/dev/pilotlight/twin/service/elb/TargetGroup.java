package dev.pilotlight.twin.service.elb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Instances that share the requests of one load balancer. */
final class TargetGroup {
    private final String arn;
    private final String loadBalancer;
    private final int port;
    private final Map<String, Target> targets = new TreeMap<>();

    TargetGroup(String arn, String loadBalancer, int port) {
        this.arn = arn;
        this.loadBalancer = loadBalancer;
        this.port = port;
    }

    /** The states of a registered target, as the API writes them in lower case. */
    enum Health {
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        DRAINING
    }

    /** A target since its registration; {@code leftAt} is set while its connections drain. */
    private record Target(Instant registeredAt, @Nullable Instant leftAt) {}

    String arn() {
        return arn;
    }

    /** {@code targetgroup/NAME/ID} ends an ARN. */
    String name() {
        return arn.split("/", -1)[1];
    }

    /** The ARN of the load balancer that forwards to it. */
    String loadBalancerArn() {
        return arn.replaceFirst(":targetgroup/", ":loadbalancer/app/");
    }

    String loadBalancer() {
        return loadBalancer;
    }

    int port() {
        return port;
    }

    void register(String instanceId, Instant now) {
        Target before = targets.get(instanceId);
        if (before == null || before.leftAt() != null) {
            targets.put(instanceId, new Target(now, null));
        }
    }

    void deregister(String instanceId, Instant now) {
        targets.computeIfPresent(
                instanceId, (id, target) -> target.leftAt() == null ? new Target(target.registeredAt(), now) : target);
    }

    /** The ids of the targets that are registered or still drain. */
    List<String> instances(Duration draining, Instant now) {
        targets.values()
                .removeIf(target ->
                        target.leftAt() != null && !now.isBefore(target.leftAt().plus(draining)));
        return List.copyOf(targets.keySet());
    }

    Health health(String instanceId, boolean answers, Duration registration, Instant now) {
        Target target = targets.get(instanceId);
        if (target == null || target.leftAt() != null) {
            return Health.DRAINING;
        }
        if (now.isBefore(target.registeredAt().plus(registration))) {
            return Health.INITIAL;
        }
        return answers ? Health.HEALTHY : Health.UNHEALTHY;
    }
}
