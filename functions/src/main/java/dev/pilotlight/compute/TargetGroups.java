package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.TargetGroupArn;
import java.util.List;
import java.util.SortedMap;

/** The load balancers' target groups in the recovery Region. */
public interface TargetGroups {

    /** The instances that are registered and how their health checks stand; those being drained are left out. */
    SortedMap<InstanceId, Health> targets(TargetGroupArn group);

    /**
     * Registers instances; those that are registered already stay so.
     *
     * @param permit for {@link Act.Kind#REGISTER_TARGETS} of the group
     */
    void register(Permit permit, TargetGroupArn group, List<InstanceId> ids);

    /**
     * Takes instances out; those that are not in it are ignored.
     *
     * @param permit for {@link Act.Kind#DEREGISTER_TARGETS} of the group
     */
    void deregister(Permit permit, TargetGroupArn group, List<InstanceId> ids);
}
