package dev.pilotlight.drill;

import dev.pilotlight.drill.Leftovers.Leftover;
import dev.pilotlight.journal.Holders;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks for what drills have left behind: something that carries their tag, is some minutes old, and belongs to a plan
 * that no run holds. It removes nothing itself, for that needs a lease and permits: it starts a run that does. While a
 * plan is held, by a drill that goes on or by a failover that has pre-empted one, nothing of it is touched.
 */
final class SweepDrills {
    /** Far longer than a call can be on its way after its run has lost the lease. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private final Leftovers leftovers;
    private final Holders holders;
    private final Sweeps sweeps;

    SweepDrills(Leftovers leftovers, Holders holders, Sweeps sweeps) {
        this.leftovers = leftovers;
        this.holders = holders;
        this.sweeps = sweeps;
    }

    /**
     * Looks once.
     *
     * @return done, with the runs that were started and, for each plan that is held, who holds it
     */
    Outcome sweep(Instant now) {
        Map<PlanName, List<Leftover>> old = leftovers.all().stream()
                .filter(leftover -> !leftover.since().plus(OLD).isAfter(now))
                .collect(Collectors.groupingBy(Leftover::plan, TreeMap::new, Collectors.toList()));
        List<String> started = new ArrayList<>();
        Map<String, String> held = new TreeMap<>();
        for (PlanName plan : old.keySet()) {
            Optional<String> holder = holders.holder(plan);
            if (holder.isPresent()) {
                held.put(plan.value(), holder.get());
            } else {
                started.add(sweeps.start(plan, now));
            }
        }
        return Outcome.done(Map.of("started", started, "held", held));
    }
}
