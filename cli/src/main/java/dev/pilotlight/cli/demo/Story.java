package dev.pilotlight.cli.demo;

import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.history.HistoryEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows executions as they happen: tells each state once, when it is first entered, and remembers when it was first
 * entered and last left. A state that is entered again and again is a step that is still waiting.
 */
final class Story {
    /** The calls that only warm functions up are no steps of the runbook. */
    private static final String WARMING = "Warm the ";

    private final Storyteller storyteller;
    private final Map<String, Map<String, Summary.State>> states = new LinkedHashMap<>();
    private final Map<String, String> waits = new LinkedHashMap<>();

    Story(Storyteller storyteller) {
        this.storyteller = storyteller;
    }

    synchronized void happened(ExecutionIdentity execution, HistoryEvent event) {
        if (!event.name().startsWith(WARMING)) {
            keep(execution, event);
        }
    }

    private void keep(ExecutionIdentity execution, HistoryEvent event) {
        Map<String, Summary.State> visited =
                states.computeIfAbsent(execution.stateMachineName(), name -> new LinkedHashMap<>());
        switch (event.type()) {
            case TASK_STATE_ENTERED, SUCCEED_STATE_ENTERED, FAIL_STATE_ENTERED -> {
                if (!visited.containsKey(event.name())) {
                    waits.remove(execution.stateMachineName());
                    storyteller.line("  " + execution.stateMachineName() + " ▸ " + event.name());
                }
                visited.putIfAbsent(
                        event.name(), new Summary.State(event.name(), event.timestamp(), event.timestamp()));
            }
            case TASK_STATE_EXITED, SUCCEED_STATE_EXITED ->
                visited.computeIfPresent(
                        event.name(), (name, state) -> new Summary.State(name, state.start(), event.timestamp()));
            case WAIT_STATE_ENTERED -> waits.put(execution.stateMachineName(), event.name());
            default -> {
                // what happens inside a state is not told
            }
        }
    }

    /** The states of a machine in the order they were first entered. */
    synchronized List<Summary.State> states(String machine) {
        return List.copyOf(states.getOrDefault(machine, Map.of()).values());
    }

    /** What a machine has been waiting for since it last entered a state for the first time. */
    synchronized Optional<String> waiting(String machine) {
        return Optional.ofNullable(waits.get(machine));
    }

    /** The state that a machine entered last for the first time. */
    synchronized Optional<Summary.State> newest(String machine) {
        List<Summary.State> visited = states(machine);
        return visited.isEmpty() ? Optional.empty() : Optional.of(visited.getLast());
    }
}
