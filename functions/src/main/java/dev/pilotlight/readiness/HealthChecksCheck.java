package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.readiness.FailoverRecords.FailoverRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;

/**
 * The health checks behind the plan's alarms exist and look, and the one behind the primary's record looks at the
 * plan's switch. A health check that is disabled counts as healthy for ever.
 */
final class HealthChecksCheck implements Check {
    private final AwsClients clients;
    private final FailoverRecords failoverRecords;

    HealthChecksCheck(AwsClients clients, FailoverRecords failoverRecords) {
        this.clients = clients;
        this.failoverRecords = failoverRecords;
    }

    @Override
    public Topic topic() {
        return Topic.HEALTH_CHECKS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (SignalSource signal : plan.outage().signals()) {
            if (signal instanceof SignalSource.AlarmSignal alarm) {
                behind(alarm)
                        .ifPresent(id -> look(id, "the alarm " + alarm.alarm().name(), tally));
            }
        }
        if (!(plan.traffic() instanceof TrafficSwitch.NoSwitch)) {
            switchIsWatched(plan, tally);
        }
        return tally.finding("no alarm of the plan is of a health check");
    }

    /** The health check whose metric an alarm watches; none when it watches something else. */
    private Optional<String> behind(SignalSource.AlarmSignal signal) {
        return clients
                .cloudWatch(signal.alarm().region())
                .describeAlarms(describe -> describe.alarmNames(signal.alarm().name()))
                .metricAlarms()
                .stream()
                .filter(alarm -> "AWS/Route53".equals(alarm.namespace()))
                .flatMap(alarm -> alarm.dimensions().stream())
                .filter(dimension -> "HealthCheckId".equals(dimension.name()))
                .map(Dimension::value)
                .findFirst();
    }

    private Optional<HealthCheckConfig> look(String id, String user, Tally tally) {
        try {
            HealthCheckConfig config = clients.names()
                    .getHealthCheck(get -> get.healthCheckId(id))
                    .healthCheck()
                    .healthCheckConfig();
            if (Boolean.TRUE.equals(config.disabled())) {
                tally.notReady("the health check " + id + " of " + user + " is disabled", "enable it");
            } else {
                tally.ready(user + ": " + config.typeAsString() + " " + id);
            }
            return Optional.of(config);
        } catch (NoSuchHealthCheckException none) {
            tally.notReady(
                    "the health check " + id + " of " + user + " does not exist", "create it, and name it there");
            return Optional.empty();
        }
    }

    private void switchIsWatched(Plan plan, Tally tally) {
        List<FailoverRecord> primary = failoverRecords.of(plan).stream()
                .filter(FailoverRecord::primary)
                .toList();
        if (primary.isEmpty()) {
            tally.unknown(
                    "no failover record was found in the hosted zones of the plan's sites",
                    "see yourself that the primary's record is checked by a health check of the plan's switch");
            return;
        }
        List<HealthCheckConfig> watching = primary.stream()
                .flatMap(record -> record.healthCheck().stream())
                .distinct()
                .flatMap(id -> look(id, "the primary's record", tally).stream())
                .filter(config -> watches(plan.traffic(), config))
                .toList();
        if (watching.isEmpty()) {
            tally.notReady(
                    "no health check of the primary's record looks at the plan's switch",
                    "give the primary's record a health check of the switch, as docs/decisions/0001 and 0008 describe");
        }
    }

    private static boolean watches(TrafficSwitch traffic, HealthCheckConfig config) {
        return switch (traffic) {
            case TrafficSwitch.LatchedObject object ->
                String.valueOf(config.fullyQualifiedDomainName()).contains(object.bucket())
                        && String.valueOf(config.resourcePath()).endsWith("/" + object.key())
                        && "yes".equalsIgnoreCase(config.searchString());
            case TrafficSwitch.LatchedMetric _ ->
                config.type() == HealthCheckType.CLOUDWATCH_METRIC
                        && config.insufficientDataHealthStatus() == InsufficientDataHealthStatus.LAST_KNOWN_STATUS;
            case TrafficSwitch.RoutingControl control ->
                control.primary().value().equals(config.routingControlArn());
            case TrafficSwitch.NoSwitch _ -> true;
        };
    }
}
