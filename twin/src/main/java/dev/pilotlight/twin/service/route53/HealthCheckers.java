package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.cloudwatch.AlarmState;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.service.route53.HealthCheck.Calculated;
import dev.pilotlight.twin.service.route53.HealthCheck.Endpoint;
import dev.pilotlight.twin.service.route53.HealthCheck.MetricAlarm;
import dev.pilotlight.twin.service.route53.HealthCheck.RoutingControl;
import dev.pilotlight.twin.service.route53.HealthChecks.Entry;
import dev.pilotlight.twin.service.route53.HealthChecks.Observation;
import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Look at what health checks watch, each in a task of its own, and publish how each check stands. One looker stands for
 * all of Route 53's checkers, who agree on one opinion; so a check is unhealthy as soon as this one says so.
 */
final class HealthCheckers {
    /** The only Region in which the metrics of health checks exist. */
    private static final String METRICS_REGION = "us-east-1";

    private final Timeline timeline;
    private final HealthChecks checks;
    private final CloudWatchService cloudWatch;
    private final Probe probe;
    private final Predicate<String> isOn;

    /** @param isOn whether a routing control is on, by its ARN */
    HealthCheckers(
            Timeline timeline, HealthChecks checks, CloudWatchService cloudWatch, Probe probe, Predicate<String> isOn) {
        this.timeline = timeline;
        this.checks = checks;
        this.cloudWatch = cloudWatch;
        this.probe = probe;
        this.isOn = isOn;
    }

    /** Begins to look; the task ends by itself when the check has been deleted. */
    void start(String id) {
        timeline.start("health check " + id, () -> {
            try {
                lookUntilDeleted(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void lookUntilDeleted(String id) throws InterruptedException {
        Optional<Entry> entry = checks.find(id);
        while (entry.isPresent()) {
            Instant began = timeline.now();
            look(entry.get());
            Duration spent = Duration.between(began, timeline.now());
            timeline.sleep(entry.get().check().interval().minus(spent));
            entry = checks.find(id);
        }
    }

    private void look(Entry entry) throws InterruptedException {
        if (!entry.check().disabled()) {
            Optional<Observation> observation = observe(entry.check());
            observation.ifPresent(seen -> checks.record(entry.id(), seen));
        }
        double value = checks.isHealthy(entry.id()) ? 1 : 0;
        cloudWatch.publish(METRICS_REGION, Metrics.healthCheckStatus(entry.id()), value, timeline.now());
    }

    private Optional<Observation> observe(HealthCheck check) throws InterruptedException {
        return switch (check.subject()) {
            case Endpoint endpoint -> Optional.of(probe.look(endpoint));
            case MetricAlarm alarm -> observe(alarm);
            case RoutingControl control -> Optional.of(observe(control));
            case Calculated _ -> Optional.empty();
        };
    }

    private Observation observe(RoutingControl control) {
        boolean on = isOn.test(control.arn());
        return new Observation(on, on ? "Success: the control is on" : "Failure: the control is off", timeline.now());
    }

    /** What the alarm's data say; empty when they decide nothing and the last known status stays. */
    private Optional<Observation> observe(MetricAlarm alarm) {
        Instant now = timeline.now();
        AlarmState.Value verdict =
                cloudWatch.judge(alarm.region(), alarm.name(), now).orElse(AlarmState.Value.INSUFFICIENT_DATA);
        return switch (verdict) {
            case OK -> Optional.of(new Observation(true, "Success: the alarm's data are within the threshold", now));
            case ALARM -> Optional.of(new Observation(false, "Failure: the alarm's data breach the threshold", now));
            case INSUFFICIENT_DATA ->
                switch (alarm.insufficientData()) {
                    case HEALTHY -> Optional.of(new Observation(true, "Success: insufficient data", now));
                    case UNHEALTHY -> Optional.of(new Observation(false, "Failure: insufficient data", now));
                    case LAST_KNOWN_STATUS -> Optional.empty();
                };
        };
    }
}
