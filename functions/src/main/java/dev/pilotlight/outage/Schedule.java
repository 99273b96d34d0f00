package dev.pilotlight.outage;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.RetryableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The looks of one scheduled call. While a Region hangs each look takes several seconds, so with many plans not all
 * have their turn in one call; those that waited longest come first in the next.
 */
final class Schedule {
    /** Well within the function's 30 s, with room for the slowest look and for starting a run. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final Lookout lookout;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock in nanoseconds */
    Schedule(Lookout lookout, LongSupplier nanoTime) {
        this.lookout = lookout;
        this.nanoTime = nanoTime;
    }

    /** The outages that have lasted for their plan's window, in the order in which the plans were looked at. */
    Map<Plan, Lookout.Lasting> lasting(List<Plan> plans, Instant at, Instant now) {
        long deadline = nanoTime.getAsLong() + LONGEST.toNanos();
        Map<Plan, Lookout.Lasting> lasting = new LinkedHashMap<>();
        for (Plan plan : longestUnseenFirst(plans)) {
            if (nanoTime.getAsLong() - deadline > 0) {
                break;
            }
            try {
                lookout.look(plan, at, now).ifPresent(outage -> lasting.put(plan, outage));
            } catch (RetryableException passing) {
                // One plan's look must not keep the others from theirs; the next call comes in a minute.
            }
        }
        return lasting;
    }

    private List<Plan> longestUnseenFirst(List<Plan> plans) {
        if (plans.size() < 2) {
            return plans;
        }
        Map<Plan, Instant> lookedAt = new LinkedHashMap<>();
        plans.forEach(plan -> lookedAt.put(plan, lookout.lookedAt(plan.plan())));
        return lookedAt.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
