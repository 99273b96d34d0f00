package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Target groups that do what they are told at once. */
final class TargetGroupsInMemory implements TargetGroups {
    private final Map<TargetGroupArn, SortedSet<InstanceId>> groups = new TreeMap<>();
    private final Set<InstanceId> unhealthy = new TreeSet<>();

    @Override
    public SortedMap<InstanceId, Health> targets(TargetGroupArn group) {
        SortedMap<InstanceId, Health> targets = new TreeMap<>();
        groups.getOrDefault(group, new TreeSet<>())
                .forEach(id -> targets.put(id, unhealthy.contains(id) ? Health.FAILED : Health.PASSED));
        return targets;
    }

    void fail(InstanceId id) {
        unhealthy.add(id);
    }

    void heal(InstanceId id) {
        unhealthy.remove(id);
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
