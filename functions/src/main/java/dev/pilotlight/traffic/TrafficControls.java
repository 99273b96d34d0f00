package dev.pilotlight.traffic;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TrafficSwitch;
import java.util.Optional;

/** The switches that plans name. */
public final class TrafficControls {
    private TrafficControls() {}

    /** The plan's switch; empty when it moves no traffic. */
    public static Optional<TrafficControl> of(Plan plan, AwsClients clients, JournalTable table) {
        return switch (plan.traffic()) {
            case TrafficSwitch.NoSwitch _ -> Optional.empty();
            case TrafficSwitch.LatchedObject object -> Optional.of(new LatchedObjectControl(clients.s3(), object));
            case TrafficSwitch.LatchedMetric metric ->
                Optional.of(new LatchedMetricControl(
                        plan.plan(),
                        metric,
                        new TrafficLatch(table),
                        new CloudWatchSwitchMetric(
                                clients.cloudWatch(plan.regions().recovery()))));
            case TrafficSwitch.RoutingControl control -> Optional.of(new RoutingControlSwitch(clients, control));
        };
    }
}
