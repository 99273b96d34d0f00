package dev.pilotlight.twin.physics;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many instances can be had.
 *
 * @param perRegion the account's limit in each Region; beyond it launches answer {@code InstanceLimitExceeded}
 * @param limits the limits of Regions that have another one
 * @param free instances that fit into a slot; beyond it launches answer {@code InsufficientInstanceCapacity}; a slot
 *     that is not named has room for any number
 * @param unsupported slots that answer {@code Unsupported}
 */
public record Capacity(int perRegion, Map<String, Integer> limits, Map<Slot, Integer> free, Set<Slot> unsupported) {

    public Capacity {
        requireNotNegative(perRegion);
        limits.values().forEach(Capacity::requireNotNegative);
        limits = Map.copyOf(limits);
        free = Map.copyOf(free);
        unsupported = Set.copyOf(unsupported);
    }

    /**
     * An instance type in an Availability Zone.
     *
     * @param zone for example {@code us-west-2a}
     * @param instanceType for example {@code m7g.large}
     */
    public record Slot(String zone, String instanceType) {}

    /** Enough of everything, up to 1000 instances in a Region (an assumption: real limits count vCPUs). */
    public static Capacity plenty() {
        return new Capacity(1000, Map.of(), Map.of(), Set.of());
    }

    public Capacity withLimit(int perRegion) {
        return new Capacity(perRegion, limits, free, unsupported);
    }

    /** The same with a limit of its own for one Region. */
    public Capacity withLimitIn(String region, int limit) {
        Map<String, Integer> changed = new LinkedHashMap<>(limits);
        changed.put(region, limit);
        return new Capacity(perRegion, changed, free, unsupported);
    }

    public Capacity withFree(String zone, String instanceType, int count) {
        Map<Slot, Integer> changed = new LinkedHashMap<>(free);
        changed.put(new Slot(zone, instanceType), count);
        return new Capacity(perRegion, limits, changed, unsupported);
    }

    public Capacity withUnsupported(String zone, String instanceType) {
        Set<Slot> changed = new LinkedHashSet<>(unsupported);
        changed.add(new Slot(zone, instanceType));
        return new Capacity(perRegion, limits, free, changed);
    }

    /** How many instances the account may have in a Region. */
    public int limitIn(String region) {
        return limits.getOrDefault(region, perRegion);
    }

    /** How many instances the slot holds at most. */
    public int of(Slot slot) {
        return free.getOrDefault(slot, Integer.MAX_VALUE);
    }

    private static void requireNotNegative(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + limit);
        }
    }
}
