package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.invariants.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What many performances have shown; several workers may add to it at once. */
public final class Findings {
    private final List<Played> played = new ArrayList<>();
    private final SortedMap<CallSite, Seed> reached = new TreeMap<>();
    private final SortedMap<CallSite, SortedSet<Struck>> struck = new TreeMap<>();
    private long calls;

    /**
     * A performance in one line.
     *
     * @param took from the disaster to its end; empty when the work was not done
     */
    public record Played(
            Seed seed,
            Recording.Outcome outcome,
            Optional<Duration> took,
            String verdict,
            String why,
            List<Violation> violations) {

        /** Whether it could not be played to its end. */
        public boolean brokeDown() {
            return verdict.equals(Breakdown.NAME);
        }
    }

    /**
     * Adds a performance.
     *
     * @param violations everything that it broke
     */
    synchronized void add(Recording recording, List<Violation> violations) {
        played.add(new Played(
                recording.seed(),
                violations.isEmpty() ? recording.outcome() : Recording.Outcome.VIOLATED,
                recording.took(),
                recording.ending().verdict(),
                recording.ending().why(),
                List.copyOf(violations)));
        calls += recording.calls();
        recording.sites().forEach((site, first) -> reached.putIfAbsent(site, recording.seed()));
        recording
                .struck()
                .forEach(one ->
                        struck.computeIfAbsent(one.site(), _ -> new TreeSet<>()).add(one));
    }

    /** Every performance, in the order of their seeds. */
    public synchronized List<Played> played() {
        return played.stream()
                .sorted(Comparator.comparing(one -> one.seed().toString()))
                .toList();
    }

    public synchronized int size() {
        return played.size();
    }

    /** How many calls were made in all of them. */
    public synchronized long calls() {
        return calls;
    }

    /** Performances in which an invariant was broken, or that broke down. */
    public List<Played> violated() {
        return played().stream().filter(one -> !one.violations().isEmpty()).toList();
    }

    /** Every call site that was reached. */
    public synchronized SortedSet<CallSite> sites() {
        return new TreeSet<>(reached.keySet());
    }

    /** The faults that each site has met. */
    public synchronized SortedSet<Struck> struck(CallSite site) {
        return new TreeSet<>(struck.getOrDefault(site, new TreeSet<>()));
    }

    /** Sites that were reached and never met a fault. */
    public synchronized List<CallSite> unfaulted() {
        return reached.keySet().stream()
                .filter(site -> !struck.containsKey(site))
                .toList();
    }

    /** A performance that reaches a site. */
    synchronized Seed seedThatReaches(CallSite site) {
        Seed seed = reached.get(site);
        if (seed == null) {
            throw new IllegalArgumentException("no performance has reached " + site);
        }
        return seed;
    }
}
