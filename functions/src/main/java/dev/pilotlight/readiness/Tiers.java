package dev.pilotlight.readiness;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import java.util.List;

/** The tiers that this software launches itself; a group's launch template says what its instances are like. */
final class Tiers {
    static final String NONE = "the plan launches no instances itself";

    private Tiers() {}

    static List<InstanceTier> launched(Plan plan) {
        return plan.tiers().stream()
                .filter(InstanceTier.class::isInstance)
                .map(InstanceTier.class::cast)
                .toList();
    }
}
