package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the recovery Region shows of acts on instances, target groups and Auto Scaling groups. */
public final class ComputeSettler {
    private final Instances instances;
    private final ScalingGroups scalingGroups;
    private final TargetGroups targetGroups;

    public ComputeSettler(Instances instances, ScalingGroups scalingGroups, TargetGroups targetGroups) {
        this.instances = instances;
        this.scalingGroups = scalingGroups;
        this.targetGroups = targetGroups;
    }

    /** Whether EC2 knows instances that carry the order's token. */
    public Trace launched(Plan plan, Act act) {
        List<String> ids = instances.of(plan.plan()).stream()
                .filter(instance -> instance.token().equals(act.token()))
                .map(instance -> instance.id().value())
                .toList();
        return ids.isEmpty() ? new Trace.Nothing() : new Trace.Found(Map.of("instances", ids));
    }

    /** Whether none of the instances lives any more. */
    public Trace terminated(Plan plan, Act act) {
        return Trace.of(ids(act.target()).stream().noneMatch(living(plan)::contains));
    }

    /** Whether the target group has all of the instances. */
    public Trace registered(Act act) {
        return Trace.of(members(act).containsAll(ids(act.token())));
    }

    /** Whether the target group has none of the instances. */
    public Trace deregistered(Act act) {
        return Trace.of(ids(act.token()).stream().noneMatch(members(act)::contains));
    }

    /** Whether the group wants at least as many instances as it was to have. */
    public Trace raised(Act act) {
        return Trace.of(desired(act) >= ScaleGroup.wanted(act));
    }

    /** Whether the group wants no more instances than it was to have. */
    public Trace lowered(Act act) {
        return Trace.of(desired(act) <= ScaleGroup.wanted(act));
    }

    private List<InstanceId> living(Plan plan) {
        return instances.of(plan.plan()).stream()
                .filter(instance -> instance.state() != Instance.State.TERMINATED)
                .map(Instance::id)
                .toList();
    }

    private Set<InstanceId> members(Act act) {
        return targetGroups.targets(new TargetGroupArn(act.target())).keySet();
    }

    private int desired(Act act) {
        return scalingGroups.named(act.target()).map(ScalingGroup::desired).orElse(0);
    }

    private static List<InstanceId> ids(String joined) {
        return Arrays.stream(joined.split(" ")).map(InstanceId::new).toList();
    }
}
