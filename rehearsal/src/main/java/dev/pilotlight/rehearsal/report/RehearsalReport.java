package dev.pilotlight.rehearsal.report;

import dev.pilotlight.rehearsal.explore.CallSite;
import dev.pilotlight.rehearsal.explore.Exploration;
import dev.pilotlight.rehearsal.explore.Findings.Played;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.explore.Seed;
import dev.pilotlight.rehearsal.explore.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of a rehearsal.
 *
 * @param plan its name
 * @param explorations one for each scenario, played
 * @param shard which part of the work this was
 * @param whole whether it was all of it; a part says nothing about sites it did not reach
 * @param seconds how long it took on the clock on the wall
 * @param shrunk the shortest seed for each one that broke an invariant, as far as it was looked for
 */
public record RehearsalReport(
        String plan,
        List<Exploration> explorations,
        Shard shard,
        boolean whole,
        double seconds,
        Map<Seed, Seed> shrunk) {
    public RehearsalReport {
        explorations = List.copyOf(explorations);
        shrunk = Map.copyOf(shrunk);
    }

    /** Every performance of every scenario. */
    public List<Played> played() {
        return explorations.stream()
                .flatMap(exploration -> exploration.findings().played().stream())
                .toList();
    }

    /** Those in which an invariant was broken, or that broke down. */
    public List<Played> violated() {
        return played().stream().filter(one -> !one.violations().isEmpty()).toList();
    }

    /** Those that could not be played to their end. */
    public List<Played> brokenDown() {
        return played().stream().filter(Played::brokeDown).toList();
    }

    /** The whole in a few words; a performance that broke an invariant before it broke down counts as broken down. */
    String verdict() {
        int brokenDown = brokenDown().size();
        int broken = violated().size() - brokenDown;
        List<String> words = new ArrayList<>();
        if (broken > 0) {
            words.add(performances(broken) + " broke an invariant");
        }
        if (brokenDown > 0) {
            words.add(performances(brokenDown) + " broke down");
        }
        return words.isEmpty() ? "Every invariant held" : String.join(", ", words);
    }

    private static String performances(int count) {
        return count == 1 ? "1 performance" : count + " performances";
    }

    /** How many performances came out in each way. */
    public Map<Recording.Outcome, Long> outcomes() {
        Map<Recording.Outcome, Long> outcomes = new TreeMap<>();
        for (Recording.Outcome outcome : Recording.Outcome.values()) {
            outcomes.put(
                    outcome,
                    played().stream().filter(one -> one.outcome() == outcome).count());
        }
        return outcomes;
    }

    /** Call sites that no fault has met; empty for a part of a rehearsal. */
    public List<CallSite> unfaultedSites() {
        return whole
                ? explorations.stream()
                        .flatMap(exploration -> exploration.findings().unfaulted().stream())
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Whether nothing broke and every call site was put to the test. */
    public boolean isGood() {
        return violated().isEmpty() && unfaultedSites().isEmpty();
    }

    /** How many calls were made. */
    public long calls() {
        return explorations.stream()
                .mapToLong(exploration -> exploration.findings().calls())
                .sum();
    }

    /**
     * One class of faults and how it came out.
     *
     * @param title what goes wrong
     * @param median of what it adds to the time until the work is done, over those that did it
     * @param worst the most it adds
     */
    public record Row(
            String title, Map<Recording.Outcome, Long> outcomes, Optional<Duration> median, Optional<Duration> worst) {}

    /** One row for each class of faults, by title. */
    public List<Row> rows() {
        Map<String, List<Added>> classes = new TreeMap<>();
        for (Exploration exploration : explorations) {
            Duration golden = exploration.golden().took().orElse(Duration.ZERO);
            for (Played one : exploration.findings().played()) {
                String title = one.seed().faults().size() == 1
                        ? one.seed().faults().getFirst().title()
                        : "several at once";
                classes.computeIfAbsent(title, _ -> new ArrayList<>())
                        .add(new Added(one, one.took().map(took -> took.minus(golden))));
            }
        }
        return classes.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record Added(Played played, Optional<Duration> time) {}

    private static Row row(String title, List<Added> all) {
        Map<Recording.Outcome, Long> outcomes = new LinkedHashMap<>();
        for (Recording.Outcome outcome : Recording.Outcome.values()) {
            outcomes.put(
                    outcome,
                    all.stream()
                            .filter(added -> added.played().outcome() == outcome)
                            .count());
        }
        List<Duration> times =
                all.stream().flatMap(added -> added.time().stream()).sorted().toList();
        return new Row(
                title,
                outcomes,
                times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2)),
                times.isEmpty() ? Optional.empty() : Optional.of(times.getLast()));
    }
}
