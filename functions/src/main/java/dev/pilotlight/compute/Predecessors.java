package dev.pilotlight.compute;

import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.Tier;
import java.util.List;
import java.util.Optional;

/** The tiers that must be up before another one. */
final class Predecessors {
    private final Instances instances;
    private final ScalingGroups groups;

    Predecessors(Instances instances, ScalingGroups groups) {
        this.instances = instances;
        this.groups = groups;
    }

    /** Which of them is not up yet, as one sentence; empty when all are. */
    Optional<String> missing(Plan plan, Tier tier) {
        for (String name : tier.after()) {
            Tier other = plan.tier(name).orElseThrow();
            long up = switch (other) {
                case InstanceTier launched -> passed(plan, launched);
                case ScalingTier scaled -> serving(scaled);
            };
            if (up < other.minimum()) {
                return Optional.of("tier " + tier.name() + " comes after " + name + ", of which " + up + " of "
                        + other.minimum() + " instances are up");
            }
        }
        return Optional.empty();
    }

    private long passed(Plan plan, InstanceTier tier) {
        List<InstanceId> living = Fleet.living(tier.name(), instances.of(plan.plan()));
        return instances.health(living).values().stream()
                .filter(health -> health == Health.PASSED)
                .count();
    }

    private long serving(ScalingTier tier) {
        return groups.named(tier.group()).map(group -> group.serving().size()).orElse(0);
    }
}
