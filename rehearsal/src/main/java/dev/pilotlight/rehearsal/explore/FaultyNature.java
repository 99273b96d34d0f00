package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;

/** What faults say about the world as a whole: how much room there is, and how wrong the functions' clock. */
final class FaultyNature {
    private FaultyNature() {}

    /**
     * Takes the room away that the faults say is missing.
     *
     * @param region in which instances are launched
     * @param tiers that are launched there
     */
    static Physics physics(Physics physics, List<Fault> faults, String region, List<Tier> tiers) {
        Physics changed = physics;
        for (Fault fault : faults) {
            if (fault instanceof Fault.Shortage shortage) {
                changed = changed.withCompute(compute ->
                        compute.withCapacity(scarce(compute.capacity(), shortage, region, tiers.getFirst())));
            }
        }
        return changed;
    }

    /** By how much the functions' clock is ahead. */
    static Duration clockSkew(List<Fault> faults) {
        return faults.stream()
                .filter(Fault.Skew.class::isInstance)
                .map(fault -> ((Fault.Skew) fault).ahead())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether there is no room whatever becomes of the run: faults can be lifted, but nobody brings room. */
    static boolean isScarce(List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault instanceof Fault.Shortage shortage && shortage.everywhere());
    }

    /** The walk-through's own instance counts too. */
    private static int fromTheBeginning(String region) {
        return region.equals(Walkthrough.PRIMARY) ? 1 : 0;
    }

    private static Capacity scarce(Capacity capacity, Fault.Shortage shortage, String region, Tier tier) {
        int room = shortage.instance() - 1;
        return !shortage.everywhere() && tier instanceof InstanceTier launched
                ? capacity.withFree(region + "a", launched.instanceTypes().getFirst(), room)
                : capacity.withLimitIn(region, room + fromTheBeginning(region));
    }
}
