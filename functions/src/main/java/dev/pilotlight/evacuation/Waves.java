package dev.pilotlight.evacuation;

import dev.pilotlight.plan.PlanName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans in the order in which they are moved: a wave holds what depends on nothing that has not gone before it, and of
 * that only what has the smallest number for its priority.
 */
final class Waves {
    private Waves() {}

    /**
     * The waves of a request.
     *
     * @param stored the plans that are in the bucket
     * @throws dev.pilotlight.step.RefusedException when a plan is named twice, does not exist, or waits for itself
     */
    static List<List<PlanName>> of(Request request, List<PlanName> stored) {
        List<Request.Wanted> wanted = request.plans().isEmpty()
                ? stored.stream()
                        .map(plan -> new Request.Wanted(plan, List.of(), 0))
                        .toList()
                : request.plans();
        Map<PlanName, Request.Wanted> open = checked(wanted, new TreeSet<>(stored));
        List<List<PlanName>> waves = new ArrayList<>();
        while (!open.isEmpty()) {
            List<PlanName> wave = next(open);
            if (wave.isEmpty()) {
                throw Request.invalid(List.of("plans: " + open.keySet() + " depend on one another in a circle"));
            }
            wave.forEach(open::remove);
            waves.add(wave);
        }
        return waves;
    }

    private static Map<PlanName, Request.Wanted> checked(List<Request.Wanted> wanted, Set<PlanName> stored) {
        List<String> problems = new ArrayList<>();
        Map<PlanName, Request.Wanted> open = new LinkedHashMap<>();
        for (Request.Wanted one : wanted) {
            if (!stored.contains(one.plan())) {
                problems.add("plans: there is no plan named " + one.plan() + " in the bucket");
            }
            if (open.put(one.plan(), one) != null) {
                problems.add("plans: " + one.plan() + " is there twice");
            }
        }
        for (Request.Wanted one : wanted) {
            one.dependsOn().stream()
                    .filter(before -> !open.containsKey(before))
                    .forEach(before -> problems.add(
                            "plans: " + one.plan() + " depends on " + before + ", which is not among them"));
        }
        if (wanted.isEmpty()) {
            problems.add("plans: there is no plan in the bucket");
        }
        if (!problems.isEmpty()) {
            throw Request.invalid(problems);
        }
        return open;
    }

    private static List<PlanName> next(Map<PlanName, Request.Wanted> open) {
        SortedMap<Integer, List<PlanName>> ready = new TreeMap<>();
        for (Request.Wanted one : open.values()) {
            if (one.dependsOn().stream().noneMatch(open::containsKey)) {
                ready.computeIfAbsent(one.priority(), _ -> new ArrayList<>()).add(one.plan());
            }
        }
        return ready.isEmpty() ? List.of() : ready.firstEntry().getValue();
    }
}
