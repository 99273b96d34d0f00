package dev.pilotlight.fence;

import dev.pilotlight.fence.OldInstance.State;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stops the old instances, which are the database's usual clients, and empties the Auto Scaling groups that would
 * replace them. It never closes more than partly: whoever else holds the database's password may still write.
 */
final class ComputeBarrier implements Barrier {
    /** How long a stop whose answer was lost is waited for: longer than it takes to arrive. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final OldInstances instances;
    private final GroupFence groups;
    private final Map<String, String> tags;

    ComputeBarrier(OldInstances instances, OldGroups groups, Map<String, String> tags) {
        this.instances = instances;
        this.groups = new GroupFence(groups);
        this.tags = tags;
    }

    @Override
    public FenceMethod method() {
        return FenceMethod.STOP_COMPUTE;
    }

    @Override
    public Optional<String> obstacle() {
        return instances.of(tags).isEmpty()
                ? Optional.of("no instance of the primary Region carries the tags " + tags)
                : Optional.empty();
    }

    @Override
    public Standing raise(Deeds deeds) {
        List<OldInstance> found = instances.of(tags);
        groups.empty(deeds, groupsOf(found));
        List<InstanceId> running = in(State.RUNNING, alone(found));
        if (!running.isEmpty()) {
            return stop(deeds, running);
        }
        settleStops(deeds);
        List<InstanceId> ending = found.stream()
                .filter(instance -> instance.state() != State.STOPPED)
                .map(OldInstance::id)
                .toList();
        return ending.isEmpty()
                ? new Standing.Leaky("no old instance runs any more; other clients may still write")
                : new Standing.UnderWay("waiting for the end of " + ending);
    }

    private static SortedSet<String> groupsOf(List<OldInstance> found) {
        return found.stream()
                .flatMap(instance -> instance.group().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<OldInstance> alone(List<OldInstance> found) {
        return found.stream().filter(instance -> instance.group().isEmpty()).toList();
    }

    private Standing stop(Deeds deeds, List<InstanceId> running) {
        Set<InstanceId> asked = ids(stops(deeds).stream().filter(Deed::happened).toList());
        if (!asked.containsAll(running)) {
            String target = OldInstances.target(running);
            deeds.carryOut(new Act(Act.Kind.STOP_INSTANCES, target, target), permit -> {
                instances.stop(permit, running);
                return Map.of();
            });
        }
        return new Standing.UnderWay("stopping " + running);
    }

    @Override
    public Optional<String> lower(Deeds deeds, Instant now) {
        Optional<String> emptied = groups.refill(deeds, now);
        return emptied.isPresent() ? emptied : startAgain(deeds, now);
    }

    private Optional<String> startAgain(Deeds deeds, Instant now) {
        List<Deed> stops = stops(deeds);
        if (stops.isEmpty()) {
            return Optional.empty();
        }
        Set<InstanceId> ours = ids(stops);
        List<OldInstance> found = instances.of(tags).stream()
                .filter(instance -> ours.contains(instance.id()))
                .toList();
        if (!in(State.STOPPING, found).isEmpty()) {
            return Optional.of("waiting for the stop of " + in(State.STOPPING, found) + ", to start it again");
        }
        List<InstanceId> stopped = in(State.STOPPED, found);
        if (!stopped.isEmpty()) {
            return Optional.of(start(deeds, stopped));
        }
        return settled(deeds, stops, now);
    }

    private String start(Deeds deeds, List<InstanceId> stopped) {
        String target = OldInstances.target(stopped);
        try {
            deeds.carryOut(new Act(Act.Kind.START_INSTANCES, target, target), permit -> {
                instances.start(permit, stopped);
                return Map.of();
            });
            return "starting " + stopped;
        } catch (InstanceNotStoppedException early) {
            return String.valueOf(early.getMessage());
        }
    }

    /** All run; but a stop that nobody has seen yet may still take effect. */
    private static Optional<String> settled(Deeds deeds, List<Deed> stops, Instant now) {
        List<Deed> starts = deeds.of(Act.Kind.START_INSTANCES).stream()
                .filter(deed -> !deed.failed())
                .toList();
        for (Deed stop : stops) {
            boolean seen = starts.stream().anyMatch(start -> start.sequence() > stop.sequence());
            if (!seen && stop.at().plus(LATE).isAfter(now)) {
                return Optional.of("waiting to see whether " + stop.act().target() + " is stopped after all");
            }
            deeds.settleOpen(
                    Act.Kind.STOP_INSTANCES,
                    stop.act().target(),
                    seen
                            ? new Settlement.Happened(Map.of())
                            : new Settlement.DidNotHappen(
                                    "the instances went on running for " + LATE.toSeconds() + " s"));
        }
        starts.forEach(start ->
                deeds.settleOpen(Act.Kind.START_INSTANCES, start.act().target(), new Settlement.Happened(Map.of())));
        return Optional.empty();
    }

    private static void settleStops(Deeds deeds) {
        stops(deeds)
                .forEach(stop -> deeds.settleOpen(
                        Act.Kind.STOP_INSTANCES, stop.act().target(), new Settlement.Happened(Map.of())));
    }

    private static List<Deed> stops(Deeds deeds) {
        return deeds.of(Act.Kind.STOP_INSTANCES).stream()
                .filter(deed -> !deed.failed())
                .toList();
    }

    private static Set<InstanceId> ids(List<Deed> stops) {
        Set<InstanceId> ids = new TreeSet<>();
        stops.forEach(stop -> ids.addAll(OldInstances.ids(stop.act().target())));
        return ids;
    }

    private static List<InstanceId> in(State state, List<OldInstance> found) {
        return found.stream()
                .filter(instance -> instance.state() == state)
                .map(OldInstance::id)
                .toList();
    }
}
