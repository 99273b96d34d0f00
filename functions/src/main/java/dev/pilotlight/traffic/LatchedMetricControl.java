package dev.pilotlight.traffic;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.journal.TrafficLatch.Side;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.TrafficSwitch.LatchedMetric;

/**
 * A switch that is a metric. A metric does not remember, so the side is latched in the table and published from there
 * for ever by {@link PublishSwitches}; a sample that is missing leaves visitors where they are.
 */
public final class LatchedMetricControl implements TrafficControl {
    private final PlanName plan;
    private final LatchedMetric metric;
    private final TrafficLatch latch;
    private final SwitchMetric samples;

    public LatchedMetricControl(PlanName plan, LatchedMetric metric, TrafficLatch latch, SwitchMetric samples) {
        this.plan = plan;
        this.metric = metric;
        this.latch = latch;
        this.samples = samples;
    }

    @Override
    public String name() {
        return "metric " + metric.namespace() + "/" + metric.metric();
    }

    @Override
    public Position position() {
        return latch.side(plan).orElse(Side.PRIMARY) == Side.RECOVERY ? Position.RECOVERY : Position.PRIMARY;
    }

    @Override
    public void shiftToRecovery(Permit permit) {
        permit.spendOn(Act.Kind.SHIFT_TRAFFIC, name());
        choose(Side.RECOVERY, permit);
    }

    @Override
    public void shiftHome(Permit permit) {
        permit.spendOn(Act.Kind.SHIFT_TRAFFIC_HOME, name());
        choose(Side.PRIMARY, permit);
    }

    private void choose(Side side, Permit permit) {
        // The sample comes first: whoever finds the side latched knows that it was published at least once.
        samples.publish(metric, side == Side.PRIMARY);
        latch.choose(plan, side, permit);
    }
}
