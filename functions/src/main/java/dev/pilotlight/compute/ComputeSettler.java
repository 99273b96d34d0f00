package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of launches and terminations, and of entries of target groups. */
public final class ComputeSettler implements Settler {
    private final Instances instances;
    private final ScalingGroups scalingGroups;
    private final TargetGroups targetGroups;

    public ComputeSettler(Instances instances, ScalingGroups scalingGroups, TargetGroups targetGroups) {
        this.instances = instances;
        this.scalingGroups = scalingGroups;
        this.targetGroups = targetGroups;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(
                Act.Kind.LAUNCH_INSTANCES,
                Act.Kind.TERMINATE_INSTANCES,
                Act.Kind.REGISTER_TARGETS,
                Act.Kind.DEREGISTER_TARGETS,
                Act.Kind.RAISE_GROUP,
                Act.Kind.LOWER_GROUP);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        return switch (act.kind()) {
            case LAUNCH_INSTANCES -> launched(plan, act);
            case TERMINATE_INSTANCES -> seen(ids(act.target()).stream().noneMatch(living(plan)::contains));
            case REGISTER_TARGETS -> seen(registered(act).containsAll(ids(act.token())));
            case DEREGISTER_TARGETS -> seen(ids(act.token()).stream().noneMatch(registered(act)::contains));
            case RAISE_GROUP -> seen(desired(act) >= ScaleGroup.wanted(act));
            case LOWER_GROUP -> seen(desired(act) <= ScaleGroup.wanted(act));
            default -> throw new IllegalArgumentException(act.kind() + " is no act on instances");
        };
    }

    private Optional<Map<String, Object>> launched(Plan plan, Act act) {
        List<String> ids = instances.of(plan.plan()).stream()
                .filter(instance -> instance.token().equals(act.token()))
                .map(instance -> instance.id().value())
                .toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(Map.of("instances", ids));
    }

    private List<InstanceId> living(Plan plan) {
        return instances.of(plan.plan()).stream()
                .filter(instance -> instance.state() != Instance.State.TERMINATED)
                .map(Instance::id)
                .toList();
    }

    private Set<InstanceId> registered(Act act) {
        return targetGroups.targets(new TargetGroupArn(act.target())).keySet();
    }

    private int desired(Act act) {
        return scalingGroups.named(act.target()).map(ScalingGroup::desired).orElse(0);
    }

    private static List<InstanceId> ids(String joined) {
        return Arrays.stream(joined.split(" ")).map(InstanceId::new).toList();
    }

    private static Optional<Map<String, Object>> seen(boolean effect) {
        return effect ? Optional.of(Map.of()) : Optional.empty();
    }
}
