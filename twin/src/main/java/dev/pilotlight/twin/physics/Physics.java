package dev.pilotlight.twin.physics;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The nature of the modelled world: latencies, lags, limits and failure behaviour. Everything a service says about time
 * is computed from here and from recorded moments, so that two twins with equal physics have equal histories.
 *
 * @param calls how long a request takes
 * @param compute instances
 * @param images AMIs and their snapshots
 * @param database Aurora clusters and global databases
 * @param balancing target groups
 * @param throttling request limits of the services' APIs
 * @param monitoring health checks and alarms
 * @param functions Lambda
 */
public record Physics(
        Calls calls,
        ComputePhysics compute,
        ImagePhysics images,
        DatabasePhysics database,
        Balancing balancing,
        Throttling throttling,
        Monitoring monitoring,
        Functions functions) {

    /**
     * How long requests take.
     *
     * @param latency from sending a request to its answer, half of it before the effect; 50 ms is an assumption
     */
    public record Calls(Duration latency) {}

    /**
     * Target groups of a load balancer.
     *
     * @param registration from RegisterTargets to the first health check; 5 s is an assumption
     * @param deregistration how long a target drains; 300 s is the default of
     *     {@code deregistration_delay.timeout_seconds}, see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html">
     *     target group attributes</a>
     */
    public record Balancing(Duration registration, Duration deregistration) {}

    /**
     * Route 53 health checks and CloudWatch alarms. The first two are those of <a
     * href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html">values of a
     * health check</a>.
     *
     * @param healthCheckInterval 30 s is the standard interval of a Route 53 health check (10 s the fast one)
     * @param healthCheckFailures consecutive failures that make it unhealthy; 3 is Route 53's default
     * @param alarmPeriod 60 s is the period of a standard-resolution alarm
     * @param delivery from an alarm's change to its event's arrival; 1 s is an assumption
     */
    public record Monitoring(
            Duration healthCheckInterval, int healthCheckFailures, Duration alarmPeriod, Duration delivery) {}

    /**
     * Lambda functions.
     *
     * @param coldStart what the first invocation waits; 1 s is the measured order of an unshrunk Java function with two
     *     SDK clients
     */
    public record Functions(Duration coldStart) {}

    public static Physics defaults() {
        return new Physics(
                new Calls(Duration.ofMillis(50)),
                ComputePhysics.defaults(),
                ImagePhysics.defaults(),
                DatabasePhysics.defaults(),
                new Balancing(Duration.ofSeconds(5), Duration.ofSeconds(300)),
                Throttling.defaults(),
                new Monitoring(Duration.ofSeconds(30), 3, Duration.ofSeconds(60), Duration.ofSeconds(1)),
                new Functions(Duration.ofSeconds(1)));
    }

    public Physics withLatency(Duration latency) {
        return new Physics(new Calls(latency), compute, images, database, balancing, throttling, monitoring, functions);
    }

    public Physics withCompute(UnaryOperator<ComputePhysics> change) {
        ComputePhysics changed = change.apply(compute);
        return new Physics(calls, changed, images, database, balancing, throttling, monitoring, functions);
    }

    public Physics withImages(UnaryOperator<ImagePhysics> change) {
        ImagePhysics changed = change.apply(images);
        return new Physics(calls, compute, changed, database, balancing, throttling, monitoring, functions);
    }

    public Physics withDatabase(UnaryOperator<DatabasePhysics> change) {
        DatabasePhysics changed = change.apply(database);
        return new Physics(calls, compute, images, changed, balancing, throttling, monitoring, functions);
    }

    public Physics withBalancing(Balancing changed) {
        return new Physics(calls, compute, images, database, changed, throttling, monitoring, functions);
    }

    public Physics withThrottling(Throttling changed) {
        return new Physics(calls, compute, images, database, balancing, changed, monitoring, functions);
    }

    public Physics withMonitoring(Monitoring changed) {
        return new Physics(calls, compute, images, database, balancing, throttling, changed, functions);
    }

    public Physics withColdStart(Duration coldStart) {
        Functions changed = new Functions(coldStart);
        return new Physics(calls, compute, images, database, balancing, throttling, monitoring, changed);
    }
}
