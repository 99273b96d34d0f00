package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Target groups that do what they are told at once. */
final class TargetGroupsInMemory implements TargetGroups {
    private final Map<TargetGroupArn, SortedSet<InstanceId>> groups = new TreeMap<>();

    @Override
    public SortedSet<InstanceId> registered(TargetGroupArn group) {
        return new TreeSet<>(groups.getOrDefault(group, new TreeSet<>()));
    }

    @Override
    public void register(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.REGISTER_TARGETS, group.value());
        groups.computeIfAbsent(group, _ -> new TreeSet<>()).addAll(ids);
    }

    @Override
    public void deregister(Permit permit, TargetGroupArn group, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.DEREGISTER_TARGETS, group.value());
        groups.getOrDefault(group, new TreeSet<>()).removeAll(ids);
    }
}
