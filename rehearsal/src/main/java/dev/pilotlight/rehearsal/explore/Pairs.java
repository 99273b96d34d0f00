package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.faults.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Two things that go wrong in one performance. The second one's index counts in the performance that the first has
 * changed, so a pair is more than its parts.
 *
 * <p>Pairs are drawn so that few cover much: every kind of fault meets every other one before any two kinds meet again,
 * and every single fault is drawn before any of its kind is drawn again. The same random source draws the same ones.
 */
public final class Pairs {
    private final List<Seed> singles;
    private final Random random;
    private final Map<String, Kind> kinds;
    private final Deque<Meeting> meetings = new ArrayDeque<>();
    private final Set<Seed> drawn = new LinkedHashSet<>();

    /**
     * @param singles seeds with one fault each
     * @param random decides which pairs come first
     */
    public Pairs(List<Seed> singles, Random random) {
        this.singles = List.copyOf(singles);
        this.random = random;
        this.kinds = singles.stream()
                .collect(Collectors.groupingBy(
                        seed -> seed.faults().getFirst().title(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Kind::new)));
    }

    /** How many pairs there are. */
    public long there() {
        return singles.size() * (singles.size() - 1L) / 2;
    }

    /**
     * Draws pairs that have not been drawn before.
     *
     * @param count how many; no more than there are left
     */
    public List<Seed> next(int count) {
        List<Seed> next = drawn.size() + (long) count >= there() ? all() : sample(count);
        next.removeAll(drawn);
        drawn.addAll(next);
        return List.copyOf(next);
    }

    /** In a fixed order: the square of the singles, so for small plans only. */
    private List<Seed> all() {
        List<Seed> pairs = new ArrayList<>();
        for (int first = 0; first < singles.size(); first++) {
            for (int second = first + 1; second < singles.size(); second++) {
                pairs.add(joined(singles.get(first), singles.get(second)));
            }
        }
        return pairs;
    }

    private List<Seed> sample(int count) {
        Set<Seed> sample = new LinkedHashSet<>();
        while (sample.size() < count) {
            Meeting meeting = meeting();
            Seed first = meeting.first().next(random);
            Seed second = meeting.second().next(random);
            if (!first.equals(second)) {
                boolean inOrder = singles.indexOf(first) < singles.indexOf(second);
                Seed pair = inOrder ? joined(first, second) : joined(second, first);
                if (!drawn.contains(pair)) {
                    sample.add(pair);
                }
            }
        }
        return new ArrayList<>(sample);
    }

    private Meeting meeting() {
        if (meetings.isEmpty()) {
            List<Meeting> all = new ArrayList<>();
            List<Kind> there = List.copyOf(kinds.values());
            for (int first = 0; first < there.size(); first++) {
                for (int second = first; second < there.size(); second++) {
                    all.add(new Meeting(there.get(first), there.get(second)));
                }
            }
            Collections.shuffle(all, random);
            meetings.addAll(all);
        }
        return meetings.remove();
    }

    private static Seed joined(Seed first, Seed second) {
        List<Fault> faults = new ArrayList<>(first.faults());
        faults.addAll(second.faults());
        return new Seed(first.scenario(), faults);
    }

    private record Meeting(Kind first, Kind second) {}

    /** All single faults of one kind, dealt like cards. */
    private static final class Kind {
        private final List<Seed> seeds;
        private final Deque<Seed> left = new ArrayDeque<>();

        Kind(List<Seed> seeds) {
            this.seeds = new ArrayList<>(seeds);
        }

        Seed next(Random random) {
            if (left.isEmpty()) {
                Collections.shuffle(seeds, random);
                left.addAll(seeds);
            }
            return left.remove();
        }
    }
}
