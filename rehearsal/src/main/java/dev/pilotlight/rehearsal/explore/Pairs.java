package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.Fault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Two things that go wrong in one performance. The second one's index counts in the performance that the first has
 * changed, so a pair is more than its parts.
 */
public final class Pairs {
    private final List<Seed> singles;

    public Pairs(List<Seed> singles) {
        this.singles = List.copyOf(singles);
    }

    /** Every pair, in a fixed order; the square of the singles, so for small plans only. */
    public List<Seed> all() {
        List<Seed> pairs = new ArrayList<>();
        for (int first = 0; first < singles.size(); first++) {
            for (int second = first + 1; second < singles.size(); second++) {
                pairs.add(joined(singles.get(first), singles.get(second)));
            }
        }
        return pairs;
    }

    /** Some different pairs, drawn evenly: the same random source draws the same ones. */
    public List<Seed> some(int count, RandomGenerator random) {
        long there = (long) singles.size() * (singles.size() - 1) / 2;
        Set<Seed> drawn = new LinkedHashSet<>();
        while (drawn.size() < Math.min(count, there)) {
            int first = random.nextInt(singles.size());
            int second = random.nextInt(singles.size());
            if (first != second) {
                drawn.add(joined(singles.get(Math.min(first, second)), singles.get(Math.max(first, second))));
            }
        }
        return List.copyOf(drawn);
    }

    private static Seed joined(Seed first, Seed second) {
        List<Fault> faults = new ArrayList<>(first.faults());
        faults.addAll(second.faults());
        return new Seed(first.scenario(), faults);
    }
}
