package dev.pilotlight.compute;

import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;

/** Launches that EC2 only judges: whether they would be allowed. */
interface DryRuns {

    /**
     * Asks whether an instance of a tier could be launched in the place it prefers.
     *
     * @throws dev.pilotlight.step.BrokenConfigurationException when it is not allowed, or something it names is missing
     */
    void launch(PlanName plan, InstanceTier tier, ImageId image);
}
