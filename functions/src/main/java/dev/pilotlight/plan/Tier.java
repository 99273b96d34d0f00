package dev.pilotlight.plan;

import java.util.List;

/** Machines of one kind, which serve together. */
public sealed interface Tier permits InstanceTier, ScalingTier {

    /** Its name, unique in the plan. */
    String name();

    /** How many machines are wanted; at least 1. */
    int count();

    /** How many are enough to move the traffic; from 1 to {@link #count}. */
    int minimum();

    /** Where the machines are entered, and must be healthy, before the traffic is moved. */
    List<TargetGroupArn> targetGroups();

    /** The names of the tiers that must be up before this one. */
    List<String> after();

    /** Refuses numbers that contradict each other. */
    static void requireCounts(int count, int minimum) {
        Form.require(count >= 1, "count is " + count + "; at least one instance is needed");
        Form.require(
                minimum >= 1 && minimum <= count,
                "minimum is " + minimum + "; it must be between 1 and the count " + count);
    }
}
