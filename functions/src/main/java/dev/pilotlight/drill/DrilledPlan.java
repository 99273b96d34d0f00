package dev.pilotlight.drill;

import dev.pilotlight.plan.Autonomy;
import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.Site;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as a drill sees it: the same tiers in the drill's own place, its own sites, and nothing that could promote,
 * bind or move traffic. Auto Scaling groups are left out: they belong to production.
 */
final class DrilledPlan {
    private DrilledPlan() {}

    /**
     * What the plan says about drills.
     *
     * @throws RefusedException when it says nothing
     */
    static Drill drill(Plan plan) {
        Drill drill = plan.drill();
        if (drill == null) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "drill: plan " + plan.plan() + " does not say where drills may take place",
                    "add the section drill to the plan, with subnets, a security group and an instance profile of its own");
        }
        return drill;
    }

    /** The plan with everything of the drill's instead of production's. */
    static Plan of(Plan plan) {
        Drill drill = drill(plan);
        Set<String> leftOut = leftOut(plan).stream().collect(Collectors.toSet());
        List<Tier> tiers = plan.tiers().stream()
                .filter(InstanceTier.class::isInstance)
                .map(InstanceTier.class::cast)
                .<Tier>map(tier -> moved(tier, drill, leftOut))
                .toList();
        return with(plan, tiers, drill.sites());
    }

    /** The plan for taking down what is left, even when it does not speak of drills any more. */
    static Plan toTakeDown(Plan plan) {
        return plan.drill() == null ? with(plan, List.of(), List.of()) : of(plan);
    }

    private static Plan with(Plan plan, List<Tier> tiers, List<Site> sites) {
        return new Plan(
                plan.plan(),
                plan.account(),
                plan.regions(),
                Autonomy.OBSERVE,
                plan.outage(),
                plan.databases(),
                plan.fence(),
                tiers,
                List.of(),
                sites,
                new TrafficSwitch.NoSwitch(),
                plan.holdCapacity(),
                null,
                plan.approval(),
                plan.notification(),
                plan.objectives(),
                null,
                plan.version());
    }

    /** The tiers that no drill tries, by their names. */
    static List<String> leftOut(Plan plan) {
        return plan.tiers().stream()
                .filter(ScalingTier.class::isInstance)
                .map(Tier::name)
                .toList();
    }

    private static InstanceTier moved(InstanceTier tier, Drill drill, Set<String> leftOut) {
        return new InstanceTier(
                tier.name(),
                // There is no drill within a drill.
                tier.image().withoutBootTest(),
                tier.instanceTypes(),
                drill.subnets(),
                tier.count(),
                tier.minimum(),
                drill.securityGroups(),
                drill.instanceProfile(),
                // A tier that serves no visitors stands behind no load balancer in a drill either.
                tier.targetGroups().isEmpty() ? List.of() : drill.targetGroups(),
                tier.after().stream().filter(name -> !leftOut.contains(name)).toList(),
                Optional.empty());
    }
}
