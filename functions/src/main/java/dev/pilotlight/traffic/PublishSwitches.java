package dev.pilotlight.traffic;

import dev.pilotlight.journal.Plans;
import dev.pilotlight.journal.TrafficLatch;
import dev.pilotlight.journal.TrafficLatch.Side;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.TrafficSwitch.LatchedMetric;
import dev.pilotlight.step.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes the position of every switch that is a metric, every minute and for ever. A switch that was never moved is
 * not published: nothing here may ever say that the primary serves unless somebody has chosen so (S15).
 */
public final class PublishSwitches {
    private final Plans plans;
    private final TrafficLatch latch;
    private final SwitchMetric samples;

    public PublishSwitches(Plans plans, TrafficLatch latch, SwitchMetric samples) {
        this.plans = plans;
        this.latch = latch;
        this.samples = samples;
    }

    /** Publishes one sample for each. A plan that is not valid must not keep the others from theirs. */
    public Outcome publish() {
        List<String> published = new ArrayList<>();
        for (PlanName name : plans.names()) {
            Optional<LatchedMetric> metric = plans.newest(name).flatMap(PublishSwitches::metric);
            Optional<Side> side = metric.isEmpty() ? Optional.empty() : latch.side(name);
            if (metric.isPresent() && side.isPresent()) {
                samples.publish(metric.get(), side.get() == Side.PRIMARY);
                published.add(name + ": " + side.get());
            }
        }
        return Outcome.done(Map.of("published", published));
    }

    private static Optional<LatchedMetric> metric(Plans.Stored stored) {
        try {
            Plan plan = PlanReader.read(stored.document());
            return plan.traffic() instanceof LatchedMetric metric ? Optional.of(metric) : Optional.empty();
        } catch (InvalidPlanException invalid) {
            return Optional.empty();
        }
    }
}
