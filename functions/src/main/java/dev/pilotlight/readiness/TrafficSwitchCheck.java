package dev.pilotlight.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.traffic.TrafficControl;
import dev.pilotlight.traffic.TrafficControls;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The traffic switch can be read, and nothing that is lost or expires moves visitors back (S15). */
final class TrafficSwitchCheck implements Check {
    private static final ObjectReader READER = JsonMapper.builder().build().reader();
    private static final Duration ALIVE = Duration.ofMinutes(5);

    private final AwsClients clients;
    private final JournalTable table;

    TrafficSwitchCheck(AwsClients clients, JournalTable table) {
        this.clients = clients;
        this.table = table;
    }

    @Override
    public Topic topic() {
        return Topic.TRAFFIC_SWITCH;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Optional<TrafficControl> control = TrafficControls.of(plan, clients, table);
        if (control.isEmpty()) {
            return new Finding.Ready("the plan moves no traffic");
        }
        Tally tally = new Tally();
        TrafficControl.Position position = control.get().position();
        if (position == TrafficControl.Position.UNKNOWN) {
            tally.notReady(
                    control.get().name() + " points to neither side, which sends visitors to the recovery Region",
                    "set it to the side that serves, by hand");
        } else {
            tally.ready(
                    control.get().name() + " points to the " + position.name().toLowerCase(Locale.ROOT) + " Region");
        }
        switch (plan.traffic()) {
            case TrafficSwitch.LatchedObject object -> look(object.bucket(), tally);
            case TrafficSwitch.LatchedMetric metric -> look(plan, metric, now, tally);
            case TrafficSwitch.RoutingControl _, TrafficSwitch.NoSwitch _ -> {
                // A routing control remembers by itself.
            }
        }
        return tally.finding("");
    }

    private void look(String bucket, Tally tally) {
        boolean versioned =
                clients.s3().getBucketVersioning(get -> get.bucket(bucket)).status() == BucketVersioningStatus.ENABLED;
        if (!versioned) {
            tally.notReady(bucket + " keeps no versions", "turn versioning on in the bucket of the switch");
        }
        if (expires(bucket)) {
            tally.notReady(
                    bucket + " has a lifecycle rule that is enabled", "remove the rule: the switch must never expire");
        }
        if (!deniesDeletion(bucket)) {
            tally.notReady(
                    bucket + " lets its objects be deleted",
                    "deny s3:DeleteObject to everybody in the bucket's policy, as template.yaml does");
        }
    }

    private boolean expires(String bucket) {
        try {
            return clients.s3().getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules().stream()
                    .anyMatch(rule -> rule.status() == ExpirationStatus.ENABLED);
        } catch (S3Exception failure) {
            if (AwsErrors.code(failure).equals("NoSuchLifecycleConfiguration")) {
                return false;
            }
            throw failure;
        }
    }

    private boolean deniesDeletion(String bucket) {
        try {
            JsonNode policy = READER.readTree(
                    clients.s3().getBucketPolicy(get -> get.bucket(bucket)).policy());
            return StreamSupport.stream(policy.path("Statement").spliterator(), false)
                    .anyMatch(TrafficSwitchCheck::deniesDeletion);
        } catch (S3Exception failure) {
            if (AwsErrors.code(failure).equals("NoSuchBucketPolicy")) {
                return false;
            }
            throw failure;
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    private static boolean deniesDeletion(JsonNode statement) {
        JsonNode action = statement.path("Action");
        boolean deletion = action.isTextual()
                ? isDeletion(action)
                : StreamSupport.stream(action.spliterator(), false).anyMatch(TrafficSwitchCheck::isDeletion);
        return statement.path("Effect").asText().equals("Deny") && !statement.has("Condition") && deletion;
    }

    private static boolean isDeletion(JsonNode action) {
        return action.asText().equals("s3:DeleteObject") || action.asText().equals("s3:*");
    }

    /** A switch that was never moved is not published: its health check then keeps the last known status. */
    private void look(Plan plan, TrafficSwitch.LatchedMetric metric, Instant now, Tally tally) {
        if (new TrafficLatch(table).side(plan.plan()).isEmpty()) {
            tally.ready("it was never moved, so nothing is published yet");
            return;
        }
        MetricDataQuery query = MetricDataQuery.builder()
                .id("switch")
                .metricStat(stat -> stat.metric(Metric.builder()
                                .namespace(metric.namespace())
                                .metricName(metric.metric())
                                .build())
                        .period(60)
                        .stat("SampleCount"))
                .build();
        boolean alive = clients
                .cloudWatch(plan.regions().recovery())
                .getMetricData(get ->
                        get.metricDataQueries(query).startTime(now.minus(ALIVE)).endTime(now))
                .metricDataResults()
                .stream()
                .anyMatch(result -> !result.values().isEmpty());
        if (alive) {
            tally.ready("its metric was published in the last 5 minutes");
        } else {
            tally.notReady(
                    "its metric has not been published for 5 minutes",
                    "see why the function PublishSwitches, which a schedule calls each minute, fails");
        }
    }
}
