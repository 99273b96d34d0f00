package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.SortedMap;

/** The instances of the recovery Region. */
public interface Instances {

    /** Every instance that carries the plan's tag, whatever its tier, epoch or state; the oldest first. */
    List<Instance> of(PlanName plan);

    /** The status checks of these instances; one that EC2 says nothing about is under way. */
    SortedMap<InstanceId, Health> health(List<InstanceId> ids);

    /**
     * Launches as many of the ordered instances as can be had, at least one, tagged with plan, tier and epoch from
     * their first moment. The same order launches once, however often it is given.
     *
     * @param permit for {@link Act.Kind#LAUNCH_INSTANCES} of {@link LaunchOrder#target()}
     * @param tier what the instances are to be like
     * @return those that were launched, now or by an earlier call with the same order; the order is by id
     * @throws NoCapacityException when not even one can be had there
     */
    List<InstanceId> launch(Permit permit, LaunchOrder order, InstanceTier tier) throws NoCapacityException;

    /**
     * Terminates instances; those that are terminated already stay so, and one alone that EC2 does not know is gone.
     *
     * @param permit for {@link Act.Kind#TERMINATE_INSTANCES} of {@link #target}
     */
    void terminate(Permit permit, List<InstanceId> ids);

    /** What the journal calls several instances. */
    static String target(List<InstanceId> ids) {
        return String.join(" ", ids.stream().map(InstanceId::value).sorted().toList());
    }
}
