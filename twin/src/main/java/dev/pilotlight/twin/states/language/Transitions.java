package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that a sequence of states hangs together: every target exists, and every state can be reached. */
final class Transitions {

    private Transitions() {}

    static void check(StateGraph graph, ObjectReader place) {
        Diagnostics diagnostics = place.diagnostics();
        if (!graph.states().containsKey(graph.startAt())) {
            diagnostics.add(
                    Code.MISSING_TRANSITION_TARGET,
                    "Missing 'Next' target: " + graph.startAt(),
                    place.location() + "/StartAt");
        }
        for (State state : graph.states().values()) {
            targets(state).forEach((field, target) -> {
                if (!graph.states().containsKey(target)) {
                    diagnostics.add(
                            Code.MISSING_TRANSITION_TARGET,
                            "Missing 'Next' target: " + target,
                            place.location() + "/States/" + state.name() + "/" + field);
                }
            });
        }
        Set<String> reached = reachable(graph);
        if (isWhole(graph) && graph.states().values().stream().noneMatch(Transitions::canEnd)) {
            diagnostics.add(Code.MISSING_END_STATE, "Workflow has no terminal state", place.location() + "/States");
        }
        graph.states().keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> diagnostics.add(
                        Code.MISSING_TRANSITION_TARGET,
                        "State \"" + name + "\" is not reachable.",
                        place.location() + "/States/" + name));
    }

    private static boolean isWhole(StateGraph graph) {
        return graph.states().containsKey(graph.startAt())
                && graph.states().values().stream()
                        .allMatch(state -> graph.states()
                                .keySet()
                                .containsAll(targets(state).values()));
    }

    private static boolean canEnd(State state) {
        return !(state instanceof State.Choice) && state.header().next() == null;
    }

    private static Set<String> reachable(StateGraph graph) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(graph.startAt()));
        while (!open.isEmpty()) {
            State state = graph.states().get(open.pop());
            if (state != null && reached.add(state.name())) {
                open.addAll(new ArrayList<>(targets(state).values()));
            }
        }
        return reached;
    }

    /** Where a state can go, by the field that says so. */
    private static Map<String, String> targets(State state) {
        Map<String, String> targets = new LinkedHashMap<>();
        String next = state.header().next();
        if (next != null) {
            targets.put("Next", next);
        }
        switch (state) {
            case State.Choice choice -> addChoice(choice, targets);
            case State.Task task -> addCatchers(task.handling(), targets);
            case State.Parallel parallel -> addCatchers(parallel.handling(), targets);
            case State.Map map -> addCatchers(map.handling(), targets);
            case State.Pass pass -> {}
            case State.Wait wait -> {}
            case State.Succeed succeed -> {}
            case State.Fail fail -> {}
        }
        return targets;
    }

    private static void addChoice(State.Choice choice, Map<String, String> targets) {
        for (int i = 0; i < choice.rules().size(); i++) {
            targets.put("Choices[" + i + "]/Next", choice.rules().get(i).next());
        }
        String otherwise = choice.otherwise();
        if (otherwise != null) {
            targets.put("Default", otherwise);
        }
    }

    private static void addCatchers(ErrorHandling handling, Map<String, String> targets) {
        for (int i = 0; i < handling.catchers().size(); i++) {
            targets.put("Catch[" + i + "]/Next", handling.catchers().get(i).next());
        }
    }
}
