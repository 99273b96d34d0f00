package dev.pilotlight.rehearsal.report;

import dev.pilotlight.plan.Autonomy;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.faults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a plan could do better, in sentences that name the field to change. */
public final class WeakPoints {
    private WeakPoints() {}

    /** What the plan itself and its rehearsal show. */
    public static List<String> of(Plan plan, RehearsalReport report) {
        List<String> points = new ArrayList<>();
        plan.tiers().forEach(tier -> ofTier(tier, points));
        if (plan.autonomy() != Autonomy.AUTOMATIC) {
            points.add("autonomy is " + plan.autonomy().name().toLowerCase(Locale.ROOT)
                    + ": every failover waits for a person before the promotion.");
        }
        if (!plan.databases().isEmpty() && plan.fence().unfenced() == Unfenced.ALLOW) {
            points.add(
                    "fence.unfenced is allow: after a promotion the old primary may still take writes, which are lost; "
                            + "name fence.methods, or write unfenced: ask.");
        }
        if (plan.traffic() instanceof TrafficSwitch.NoSwitch) {
            points.add("traffic.kind is none: after a failover somebody has to move the visitors by hand.");
        }
        shortages(report, points);
        lasting(report, points);
        return points;
    }

    private static void ofTier(Tier tier, List<String> points) {
        if (tier instanceof InstanceTier launched && launched.subnets().size() < 2) {
            points.add(
                    "tier " + tier.name() + " has one subnet: when its Availability Zone has no capacity, a person is "
                            + "needed; add a subnet in another zone.");
        }
        if (tier instanceof InstanceTier launched && launched.instanceTypes().size() < 2) {
            points.add(
                    "tier " + tier.name() + " has one instance type: add a second one for when there is no capacity.");
        }
        if (tier.minimum() == tier.count() && tier.count() > 1) {
            points.add("tier " + tier.name() + " needs all of its " + tier.count()
                    + " instances before the traffic moves; a smaller minimum lets it start with fewer.");
        }
    }

    private static void shortages(RehearsalReport report, List<String> points) {
        long stopped = report.played().stream()
                .filter(one -> one.seed().faults().stream().anyMatch(Fault.Shortage.class::isInstance))
                .filter(one -> one.outcome() != Recording.Outcome.RECOVERED)
                .count();
        if (stopped > 0) {
            points.add(
                    stopped + " of the rehearsed capacity shortages ended without a failover; reserve capacity, or add "
                            + "instance types and subnets.");
        }
    }

    private static void lasting(RehearsalReport report, List<String> points) {
        List<Played> needs = report.played().stream()
                .filter(one -> one.outcome() == Recording.Outcome.NEEDS_PERSON)
                .toList();
        if (!needs.isEmpty()) {
            points.add((needs.size() == 1 ? "1 performance" : needs.size() + " performances")
                    + " needed a person, for example "
                    + needs.getFirst().seed() + ": " + needs.getFirst().why());
        }
    }
}
