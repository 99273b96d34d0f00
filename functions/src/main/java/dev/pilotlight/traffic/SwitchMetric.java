package dev.pilotlight.traffic;

import dev.pilotlight.plan.TrafficSwitch.LatchedMetric;

/** The metric that tells Route 53 which side serves. It is published again and again, for CloudWatch forgets. */
public interface SwitchMetric {

    /** Publishes one sample of this moment: 1 while the primary serves, 0 while the recovery Region does. */
    void publish(LatchedMetric metric, boolean primaryServes);
}
