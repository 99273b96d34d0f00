package dev.pilotlight.compute;

import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings one tier up in the recovery Region: adopts the instances that earlier epochs launched, launches what is
 * missing, waits for the status checks, and enters the instances into their target groups; or scales an Auto Scaling
 * group up. A tier begins when those before it are up.
 */
public final class LaunchInstances {
    /** A check can fail for a moment while an instance boots. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * How long healthy targets are waited for here. An application may need its database to be healthy, and that may
     * wait for a person; the sites, which are reached through the same load balancer, are checked in any case.
     */
    private static final Duration TARGETS = Duration.ofMinutes(8);

    private final Instances instances;
    private final ScalingGroups scalingGroups;
    private final Images images;
    private final TargetGroups targetGroups;
    private final Duration targetsPatience;

    public LaunchInstances(Instances instances, ScalingGroups scalingGroups, Images images, TargetGroups targetGroups) {
        this(instances, scalingGroups, images, targetGroups, TARGETS);
    }

    private LaunchInstances(
            Instances instances,
            ScalingGroups scalingGroups,
            Images images,
            TargetGroups targetGroups,
            Duration targetsPatience) {
        this.instances = instances;
        this.scalingGroups = scalingGroups;
        this.images = images;
        this.targetGroups = targetGroups;
        this.targetsPatience = targetsPatience;
    }

    /** The same where the database certainly takes no writes yet, so that nothing is to be waited for. */
    LaunchInstances beforeTheDatabase() {
        return new LaunchInstances(instances, scalingGroups, images, targetGroups, Duration.ZERO);
    }

    /**
     * Looks at the tier and takes the next step.
     *
     * @param since when this step was first entered in this run
     */
    public Outcome advance(Plan plan, Tier tier, Run run, Lease lease, Instant since, Instant now) {
        Optional<String> missing = new Predecessors(instances, scalingGroups).missing(plan, tier);
        if (missing.isPresent()) {
            return new Outcome.Pending(missing.get());
        }
        Deeds deeds = Deeds.of(lease);
        return deeds.stopped().map(Outcome.class::cast).orElseGet(() -> switch (tier) {
            case InstanceTier launched -> new Attempt(plan, launched, run, deeds, since, now).advance();
            case ScalingTier scaled -> new ScaleGroup(scalingGroups, scaled, lease).raise(since, now);
        });
    }

    /** One call for one tier. */
    private final class Attempt {
        private final Plan plan;
        private final InstanceTier tier;
        private final Run run;
        private final Deeds deeds;
        private final Instant since;
        private final Instant now;
        private final List<Deed> orders;

        Attempt(Plan plan, InstanceTier tier, Run run, Deeds deeds, Instant since, Instant now) {
            this.plan = plan;
            this.tier = tier;
            this.run = run;
            this.deeds = deeds;
            this.since = since;
            this.now = now;
            this.orders = deeds.of(Act.Kind.LAUNCH_INSTANCES).stream()
                    .filter(deed -> LaunchOrder.isFor(tier.name(), deed.act()))
                    .toList();
        }

        Outcome advance() {
            Optional<Deed> uncertain = orders.stream().filter(Deed::open).findFirst();
            if (uncertain.isPresent()) {
                return launch(LaunchOrder.of(run, uncertain.get().act()));
            }
            Fleet fleet = Fleet.of(tier, instances.of(run.plan()), orders, run, now);
            if (fleet.living().size() >= tier.minimum()) {
                HeldCapacity.note(deeds, tier.name(), fleet.living().size());
            }
            if (fleet.missing() > 0) {
                Optional<Outcome> launched = launchMissing(fleet);
                if (launched.isPresent()) {
                    return launched.get();
                }
            }
            return waitForChecks(fleet);
        }

        private Optional<Outcome> launchMissing(Fleet fleet) {
            if (fleet.launched() >= 2 * tier.count()) {
                return fleet.living().size() >= tier.minimum()
                        ? Optional.empty()
                        : Optional.of(unhealthy(fleet.launched() + " instances were launched, and only "
                                + fleet.living().size() + " of them live"));
            }
            Optional<Placement> placement = Placement.of(tier).stream()
                    .filter(place -> !fleet.exhausted().contains(place))
                    .findFirst();
            if (placement.isEmpty()) {
                return fleet.living().size() >= tier.minimum() ? Optional.empty() : Optional.of(noCapacity(fleet));
            }
            ImageChoice choice = new ImageChoice(images, now);
            Optional<Image> image = choice.newest(tier);
            return choice.against(tier, image)
                    .or(() -> againstLaterTiers(choice))
                    .map(Outcome.class::cast)
                    .or(() ->
                            Optional.of(launch(order(fleet, image.orElseThrow().id(), placement.get()))));
        }

        /** A tier that will not come up is found before the first one is launched, while everything can be undone. */
        private Optional<Outcome.Refused> againstLaterTiers(ImageChoice choice) {
            if (!orders.isEmpty()) {
                return Optional.empty();
            }
            int place = plan.tiers().indexOf(tier);
            return plan.tiers().subList(place + 1, plan.tiers().size()).stream()
                    .filter(InstanceTier.class::isInstance)
                    .map(InstanceTier.class::cast)
                    .flatMap(later -> choice.against(later, choice.newest(later)).stream())
                    .findFirst();
        }

        private LaunchOrder order(Fleet fleet, ImageId image, Placement placement) {
            return new LaunchOrder(
                    run.plan(), run.epoch(), tier.name(), image, placement, fleet.missing(), orders.size() + 1);
        }

        private Outcome launch(LaunchOrder order) {
            try {
                Map<String, Object> launched = deeds.carryOut(order.act(), permit -> {
                    List<String> ids = instances.launch(permit, order, tier).stream()
                            .map(InstanceId::value)
                            .toList();
                    return Map.of("instances", ids);
                });
                deeds.settleOpen(Act.Kind.LAUNCH_INSTANCES, order.target(), new Settlement.Happened(launched));
                if (launched.get("instances") instanceof List<?> ids && ids.size() >= tier.minimum()) {
                    HeldCapacity.note(deeds, tier.name(), ids.size());
                }
                return new Outcome.Pending("launched " + launched.get("instances") + " as " + order.placement());
            } catch (NoCapacityException noCapacity) {
                deeds.settleOpen(
                        Act.Kind.LAUNCH_INSTANCES,
                        order.target(),
                        new Settlement.DidNotHappen(String.valueOf(noCapacity.getMessage())));
                return new Outcome.Pending("no capacity for " + order.placement() + "; the next place is tried");
            }
        }

        private Outcome waitForChecks(Fleet fleet) {
            SortedMap<InstanceId, Health> health = instances.health(fleet.living());
            List<InstanceId> passed = with(health, Health.PASSED);
            List<InstanceId> failed = with(health, Health.FAILED);
            int underWay = fleet.living().size() - passed.size() - failed.size();
            if (underWay > 0 || (!failed.isEmpty() && since.plus(PATIENCE).isAfter(now))) {
                return new Outcome.Pending("tier " + tier.name() + ": " + passed.size() + " of "
                        + fleet.living().size() + " instances have passed their checks");
            }
            if (passed.size() < tier.minimum()) {
                return unhealthy("the checks of " + failed + " fail; " + passed.size() + " of at least "
                        + tier.minimum() + " instances have passed");
            }
            return register(fleet, passed);
        }

        private Outcome register(Fleet fleet, List<InstanceId> passed) {
            for (TargetGroupArn group : tier.targetGroups()) {
                List<InstanceId> absent = absent(group, passed);
                if (!absent.isEmpty()) {
                    Act act = new Act(Act.Kind.REGISTER_TARGETS, group.value(), Instances.target(absent));
                    deeds.carryOut(act, permit -> {
                        targetGroups.register(permit, group, absent);
                        return Map.of("instances", values(absent));
                    });
                    if (!absent(group, passed).isEmpty()) {
                        return new Outcome.Pending(absent + " are being entered into a target group");
                    }
                }
                deeds.settleOpen(Act.Kind.REGISTER_TARGETS, group.value(), new Settlement.Happened(Map.of()));
            }
            int healthy = healthyTargets(passed);
            if (healthy < tier.minimum() && since.plus(targetsPatience).isAfter(now)) {
                return new Outcome.Pending("tier " + tier.name() + ": " + healthy + " of at least " + tier.minimum()
                        + " instances are healthy in every target group");
            }
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("tier", tier.name());
            evidence.put("instances", values(passed));
            evidence.put("image", fleet.image());
            evidence.put("wanted", tier.count());
            if (!tier.targetGroups().isEmpty()) {
                evidence.put("healthyTargets", healthy);
            }
            return Outcome.done(evidence);
        }

        /** How many instances every target group finds healthy. */
        private int healthyTargets(List<InstanceId> passed) {
            Set<InstanceId> healthy = new TreeSet<>(passed);
            for (TargetGroupArn group : tier.targetGroups()) {
                SortedMap<InstanceId, Health> targets = targetGroups.targets(group);
                healthy.removeIf(id -> targets.get(id) != Health.PASSED);
            }
            return healthy.size();
        }

        private List<InstanceId> absent(TargetGroupArn group, List<InstanceId> wanted) {
            SortedMap<InstanceId, Health> registered = targetGroups.targets(group);
            return wanted.stream().filter(id -> !registered.containsKey(id)).toList();
        }

        private static List<String> values(List<InstanceId> ids) {
            return ids.stream().map(InstanceId::value).toList();
        }

        private static List<InstanceId> with(SortedMap<InstanceId, Health> health, Health wanted) {
            return health.entrySet().stream()
                    .filter(entry -> entry.getValue() == wanted)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private Outcome unhealthy(String why) {
            return new Outcome.Refused(
                    Guard.INSTANCE_UNHEALTHY,
                    "tier " + tier.name() + ": " + why,
                    "look at the instances' console output (aws ec2 get-console-output --region "
                            + plan.regions().recovery() + " --instance-id ...) and at the image");
        }

        private Outcome noCapacity(Fleet fleet) {
            return new Outcome.Refused(
                    Guard.NO_CAPACITY,
                    "tier " + tier.name() + ": " + fleet.living().size() + " of at least " + tier.minimum()
                            + " instances were to be had in " + fleet.exhausted(),
                    "add subnets or instance types to the plan, or reserve capacity in "
                            + plan.regions().recovery());
        }
    }
}
