package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.cloudwatch.Alarm;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.world.Neighbour;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many applications in one twin, each with a plan of its own: what an evacuation moves. */
public final class Neighbourhood {
    private static final String ALARM = "apps-down";
    private static final String CHECK = "apps";
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private Neighbourhood() {}

    /**
     * Puts applications beside the shop, and their plans into the bucket.
     *
     * @param shop the walk-through's plan, which theirs are like
     * @return their plans' names, in order
     */
    public static List<String> settle(Stage stage, ObjectNode shop, int count) {
        stage.twin().front().exclusively(() -> {
            Alarm alarm = Alarm.onHealthCheck(ALARM, CHECK, PERIOD);
            stage.twin()
                    .cloudWatch()
                    .seedAlarm(
                            Walkthrough.WITNESS_REGION, alarm, stage.timeline().now());
            return alarm;
        });
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Neighbour neighbour = new Neighbour(String.format(Locale.ROOT, "app-%04d", i));
            stage.twin().front().exclusively(() -> {
                neighbour.settle(stage.twin());
                return neighbour;
            });
            stage.store(plan(shop, neighbour));
            names.add(neighbour.name());
        }
        return names;
    }

    /** A minute after the Region is lost their alarm rings. */
    static void ring(Stage stage) {
        stage.twin().front().exclusively(() -> {
            stage.twin()
                    .cloudWatch()
                    .publish(
                            Walkthrough.WITNESS_REGION,
                            Metrics.healthCheckStatus(CHECK),
                            0.0,
                            stage.timeline().now());
            return stage;
        });
        stage.timeline().advance(PERIOD);
        stage.twin().front().exclusively(() -> {
            stage.twin()
                    .cloudWatch()
                    .evaluate(Walkthrough.WITNESS_REGION, stage.timeline().now());
            return stage;
        });
    }

    private static ObjectNode plan(ObjectNode shop, Neighbour neighbour) {
        ObjectNode plan = shop.deepCopy().put("plan", neighbour.name());
        plan.remove("drill");
        // Their alarm says when the outage began, and starts nothing: only a person does.
        ((ObjectNode) plan.path("outage").path("signals").path(0))
                .put("alarm", "arn:aws:cloudwatch:" + Walkthrough.WITNESS_REGION + ":111111111111:alarm:" + ALARM);
        ((ObjectNode) plan.path("databases").path(0))
                .put("globalCluster", neighbour.globalCluster())
                .put("primaryCluster", neighbour.primaryCluster())
                .put("recoveryCluster", neighbour.recoveryCluster())
                // Waiting for a turn must not need another approval.
                .put("maxLag", "24h");
        ObjectNode tier = (ObjectNode) plan.path("tiers").path(0);
        tier.putArray("targetGroups").add(neighbour.targetGroup());
        ((ObjectNode) plan.path("bindings").path(0)).put("parameter", neighbour.endpointParameter());
        ((ObjectNode) plan.path("sites").path(0)).put("url", "http://" + neighbour.site() + "/health");
        ((ObjectNode) plan.path("traffic")).put("key", neighbour.switchKey());
        return plan;
    }
}
