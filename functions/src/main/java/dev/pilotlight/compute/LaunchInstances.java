package dev.pilotlight.compute;

import dev.pilotlight.image.Image;
import dev.pilotlight.image.Images;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TierKind;
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

/**
 * Brings one tier up in the recovery Region: adopts the instances that earlier epochs launched, launches what is
 * missing, waits for the status checks, and enters the instances into their target groups.
 */
public final class LaunchInstances {
    /** A check can fail for a moment while an instance boots. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Instances instances;
    private final Images images;
    private final TargetGroups targetGroups;

    public LaunchInstances(Instances instances, Images images, TargetGroups targetGroups) {
        this.instances = instances;
        this.images = images;
        this.targetGroups = targetGroups;
    }

    /**
     * Looks at the tier and takes the next step.
     *
     * @param since when this step was first entered in this run
     */
    public Outcome advance(Plan plan, Tier tier, Run run, Lease lease, Instant since, Instant now) {
        if (tier.kind() != TierKind.INSTANCES) {
            return new Outcome.Refused(
                    Guard.INVALID_INPUT,
                    "tier " + tier.name() + " is of kind autoScalingGroup, which is not supported yet",
                    "write kind: instances in the plan");
        }
        Deeds deeds = Deeds.of(lease);
        return deeds.stopped()
                .map(Outcome.class::cast)
                .orElseGet(() -> new Attempt(plan, tier, run, deeds, since, now).advance());
    }

    /** One call for one tier. */
    private final class Attempt {
        private final Plan plan;
        private final Tier tier;
        private final Run run;
        private final Deeds deeds;
        private final Instant since;
        private final Instant now;
        private final List<Deed> orders;

        Attempt(Plan plan, Tier tier, Run run, Deeds deeds, Instant since, Instant now) {
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
            Optional<Outcome> before = waitForOthers();
            if (before.isPresent()) {
                return before.get();
            }
            if (fleet.missing() > 0) {
                Optional<Outcome> launched = launchMissing(fleet);
                if (launched.isPresent()) {
                    return launched.get();
                }
            }
            return waitForChecks(fleet);
        }

        /** The tiers that must be up before this one. */
        private Optional<Outcome> waitForOthers() {
            if (tier.after().isEmpty()) {
                return Optional.empty();
            }
            List<Instance> all = instances.of(run.plan());
            for (String name : tier.after()) {
                Tier other = plan.tier(name).orElseThrow();
                List<InstanceId> living = Fleet.living(name, all);
                long passed = instances.health(living).values().stream()
                        .filter(health -> health == Health.PASSED)
                        .count();
                if (passed < other.minimum()) {
                    return Optional.of(new Outcome.Pending("tier " + tier.name() + " comes after " + name
                            + ", of which " + passed + " of " + other.minimum() + " instances are up"));
                }
            }
            return Optional.empty();
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
            Optional<Image> image = images.tagged(tier.image().tags()).stream()
                    .filter(Image::verified)
                    .findFirst();
            if (image.isEmpty() || image.get().isOlderThan(tier.image().maxAge(), now)) {
                return Optional.of(noImage(image));
            }
            LaunchOrder order = new LaunchOrder(
                    run.plan(),
                    run.epoch(),
                    tier.name(),
                    image.get().id(),
                    placement.get().subnet(),
                    placement.get().instanceType(),
                    fleet.missing(),
                    orders.size() + 1);
            return Optional.of(launch(order));
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
            SortedMap<String, Object> evidence = new TreeMap<>();
            evidence.put("tier", tier.name());
            evidence.put("instances", values(passed));
            evidence.put("image", fleet.image());
            evidence.put("wanted", tier.count());
            return Outcome.done(evidence);
        }

        private List<InstanceId> absent(TargetGroupArn group, List<InstanceId> wanted) {
            Set<InstanceId> registered = targetGroups.registered(group);
            return wanted.stream().filter(id -> !registered.contains(id)).toList();
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

        private Outcome noImage(Optional<Image> newest) {
            String found = newest.map(image -> "the newest verified copy, " + image.id() + ", is from "
                            + image.createdAt() + ", which is longer ago than "
                            + tier.image().maxAge())
                    .orElse("no verified copy carries the tags " + tier.image().tags());
            return new Outcome.Refused(
                    Guard.NO_USABLE_IMAGE,
                    "tier " + tier.name() + ": " + found,
                    "run the sync-images machine while the primary Region answers; otherwise raise maxAge in the plan");
        }
    }
}
