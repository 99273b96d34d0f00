package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the shortest seed that still shows the same thing. */
public final class Shrinker {
    private final Predicate<Seed> shows;

    /** @param shows whether a seed still shows what is looked for */
    public Shrinker(Predicate<Seed> shows) {
        this.shows = shows;
    }

    /** Leaves faults out, and lets lasting ones happen once, for as long as the seed still shows it. */
    public Seed shrink(Seed seed) {
        Seed shortest = seed;
        Optional<Seed> next = shorter(shortest);
        while (next.isPresent()) {
            shortest = next.get();
            next = shorter(shortest);
        }
        return shortest;
    }

    private Optional<Seed> shorter(Seed seed) {
        for (int index = 0; index < seed.faults().size(); index++) {
            for (Seed candidate : candidates(seed, index)) {
                if (shows.test(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Seed> candidates(Seed seed, int index) {
        List<Seed> candidates = new ArrayList<>();
        List<Fault> without = new ArrayList<>(seed.faults());
        Fault fault = without.remove(index);
        if (!without.isEmpty()) {
            candidates.add(new Seed(seed.scenario(), without));
        }
        if (fault instanceof Fault.OnCall on && on.always()) {
            List<Fault> once = new ArrayList<>(seed.faults());
            once.set(index, new Fault.OnCall(on.call(), on.kind(), false));
            candidates.add(new Seed(seed.scenario(), once));
        }
        return candidates;
    }
}
