package dev.pilotlight.compute;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;

/** Launches that EC2 only judges: whether they would be allowed. */
interface DryRuns {

    /**
     * Asks whether this software may launch an instance of a tier in the place it prefers. Whether what the tier names
     * is there, and can be had, others ask.
     *
     * @throws dev.pilotlight.step.BrokenConfigurationException when it is not allowed
     */
    void launch(PlanName plan, InstanceTier tier, ImageId image);
}
