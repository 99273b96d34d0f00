package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Undoes {@link LaunchInstances}: takes the instances that this run, and those it has taken over, have launched out of
 * their target groups and terminates them, leaves those of other epochs as they are, and lowers the Auto Scaling groups
 * that were raised. There may be nothing to undo.
 */
public final class ReleaseInstances {
    /** How long a launch is waited for that EC2 does not describe: longer than it takes, shorter than people would. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(2);

    private final Instances instances;
    private final ScalingGroups scalingGroups;
    private final TargetGroups targetGroups;

    public ReleaseInstances(Instances instances, ScalingGroups scalingGroups, TargetGroups targetGroups) {
        this.instances = instances;
        this.scalingGroups = scalingGroups;
        this.targetGroups = targetGroups;
    }

    /** Looks at what this epoch has launched and takes the next step towards its end. */
    public Outcome advance(Plan plan, Run run, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        Set<Long> epochs = deeds.epochs().stream().map(Epoch::number).collect(Collectors.toSet());
        return end(plan, instance -> epochs.contains(instance.epoch()), lease, deeds, now);
    }

    /** Takes the next step towards the end of every instance that is there, whichever run has launched it. */
    public Outcome advanceToTheLast(Plan plan, Lease lease, Instant now) {
        return end(plan, instance -> true, lease, Deeds.of(lease), now);
    }

    /**
     * Ends everything that any epoch has launched there, and gives every group the size that it had before the newest
     * epoch that raised it: after the application has gone home.
     */
    public Outcome retire(Plan plan, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        List<Instance> described = instances.of(plan.plan());
        return release(plan, deeds, lease.everything(), described, now).orElseGet(() -> {
            settleEnds(deeds);
            return Outcome.done(released(described));
        });
    }

    private Outcome end(Plan plan, Predicate<Instance> meant, Lease lease, Deeds deeds, Instant now) {
        List<Instance> described =
                instances.of(plan.plan()).stream().filter(meant).toList();
        return release(plan, deeds, lease.history(), described, now).orElseGet(() -> settled(deeds, described, now));
    }

    /** @param memory where it is written what the groups were like */
    private Optional<Outcome> release(
            Plan plan, Deeds deeds, List<Entry> memory, List<Instance> described, Instant now) {
        Set<InstanceId> living = new TreeSet<>();
        described.stream()
                .filter(instance -> instance.state() != Instance.State.TERMINATED)
                .forEach(instance -> living.add(instance.id()));
        Optional<Outcome> deregistered = deregister(plan, deeds, living);
        if (deregistered.isPresent()) {
            return deregistered;
        }
        if (!living.isEmpty()) {
            return Optional.of(terminate(deeds, List.copyOf(living)));
        }
        for (Tier tier : plan.tiers()) {
            if (tier instanceof ScalingTier scaled) {
                Optional<Outcome> lowered = new ScaleGroup(scalingGroups, scaled, memory, deeds).lower(now);
                if (lowered.isPresent()) {
                    return lowered;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> deregister(Plan plan, Deeds deeds, Set<InstanceId> living) {
        if (living.isEmpty()) {
            return Optional.empty();
        }
        Set<TargetGroupArn> groups = new TreeSet<>();
        plan.tiers().stream().map(Tier::targetGroups).forEach(groups::addAll);
        for (TargetGroupArn group : groups) {
            List<InstanceId> registered = targetGroups.targets(group).keySet().stream()
                    .filter(living::contains)
                    .toList();
            if (!registered.isEmpty()) {
                Act act = new Act(Act.Kind.DEREGISTER_TARGETS, group.value(), Instances.target(registered));
                deeds.carryOut(act, permit -> {
                    targetGroups.deregister(permit, group, registered);
                    return Map.of();
                });
                return Optional.of(
                        new Outcome.Pending(registered.size() + " instances were taken out of a target group"));
            }
            deeds.settleOpen(Act.Kind.DEREGISTER_TARGETS, group.value(), new Settlement.Happened(Map.of()));
        }
        return Optional.empty();
    }

    private Outcome terminate(Deeds deeds, List<InstanceId> ids) {
        String target = Instances.target(ids);
        if (ids.stream().allMatch(id -> isEnding(deeds, id))) {
            return new Outcome.Pending("waiting for the end of " + target);
        }
        deeds.carryOut(new Act(Act.Kind.TERMINATE_INSTANCES, target, target), permit -> {
            instances.terminate(permit, ids);
            return Map.of();
        });
        return new Outcome.Pending("terminating " + target);
    }

    private static boolean isEnding(Deeds deeds, InstanceId id) {
        return deeds.of(Act.Kind.TERMINATE_INSTANCES).stream()
                .anyMatch(deed -> deed.happened() && deed.act().target().contains(id.value()));
    }

    /** Nothing is described as living; but a launch may have happened that EC2 does not describe yet. */
    private Outcome settled(Deeds deeds, List<Instance> described, Instant now) {
        for (Deed order : deeds.of(Act.Kind.LAUNCH_INSTANCES)) {
            boolean seen = described.stream()
                    .anyMatch(instance -> instance.token().equals(order.act().token()));
            boolean maybe = order.open() || !Fleet.ids(order).isEmpty();
            if (maybe && !seen && order.at().plus(UNDESCRIBED).isAfter(now)) {
                return new Outcome.Pending(
                        "waiting to see whether " + order.act().target() + " was launched");
            }
            Optional<InstanceId> unseen = seen ? Optional.empty() : living(deeds, order);
            if (unseen.isPresent()) {
                return terminate(deeds, List.of(unseen.get()));
            }
            deeds.settleOpen(
                    Act.Kind.LAUNCH_INSTANCES,
                    order.act().target(),
                    seen
                            ? new Settlement.Happened(Map.of())
                            : new Settlement.DidNotHappen("EC2 describes no instance with the order's token"));
        }
        for (Deed deed : deeds.of(Act.Kind.REGISTER_TARGETS)) {
            deeds.settleOpen(
                    Act.Kind.REGISTER_TARGETS,
                    deed.act().target(),
                    new Settlement.DidNotHappen("the instances were terminated, which takes them out"));
        }
        settleEnds(deeds);
        return Outcome.done(released(described));
    }

    /**
     * One that EC2 said it had launched and that nobody has ended. A description may be older than the launch, so that
     * such a one is ended by its name; one at a time, because EC2 ends none of several when it does not know one.
     */
    private static Optional<InstanceId> living(Deeds deeds, Deed order) {
        return Fleet.ids(order).stream().filter(id -> !isEnding(deeds, id)).findFirst();
    }

    /** What was to end has ended. */
    private static void settleEnds(Deeds deeds) {
        for (Act.Kind kind : List.of(Act.Kind.TERMINATE_INSTANCES, Act.Kind.DEREGISTER_TARGETS)) {
            for (Deed deed : deeds.of(kind)) {
                deeds.settleOpen(kind, deed.act().target(), new Settlement.Happened(Map.of()));
            }
        }
    }

    private static Map<String, Object> released(List<Instance> described) {
        return Map.of(
                "released",
                described.stream().map(instance -> instance.id().value()).toList());
    }
}
