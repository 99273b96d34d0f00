package dev.pilotlight.rehearsal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A shipped state machine as its file has it, taken apart: nothing here knows how to run it.
 *
 * @param text the file, with its {@code ${…}} substitutions still in it
 * @param flows the machine's own flow first, then those of its branches and item processors
 */
record Machine(String name, String text, JsonNode definition, List<Flow> flows) {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    /** One flow of states: a machine, a branch of a Parallel state, or what a Map state does with an item. */
    record Flow(String startsAt, NavigableSet<String> outerVariables, Map<String, JsonNode> states) {

        /** Where a state can go, in the order of its fields. */
        List<String> successors(String state) {
            List<String> names = new ArrayList<>();
            collectTargets(requireNonNull(states.get(state)), names);
            return names;
        }

        private static void collectTargets(JsonNode state, List<String> names) {
            for (String field : List.of("Next", "Default")) {
                if (state.path(field).isTextual()) {
                    names.add(state.path(field).textValue());
                }
            }
            for (String field : List.of("Choices", "Catch")) {
                state.path(field).forEach(rule -> names.add(rule.path("Next").textValue()));
            }
        }
    }

    /**
     * Reads a shipped machine.
     *
     * @param name like {@code failover}
     */
    static Machine read(String name) {
        try {
            String text = Files.readString(repository().resolve("statemachine").resolve(name + ".asl.json"));
            JsonNode definition = JsonMapper.builder().build().readTree(text);
            List<Flow> flows = new ArrayList<>();
            collectFlows(definition, new TreeSet<>(), flows);
            return new Machine(name, text, definition, List.copyOf(flows));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The root of the repository, wherever below it the tests run. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("the tests do not run inside the repository"));
        }
        return folder;
    }

    /** Every state of every flow by its name; a name that occurs twice is there once. */
    Map<String, JsonNode> states() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        flows.forEach(flow -> all.putAll(flow.states()));
        return all;
    }

    /** The names that the deployment has to put something in for. */
    NavigableSet<String> substitutions() {
        NavigableSet<String> names = new TreeSet<>();
        SUBSTITUTION.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** The text with every substitution made, as it is deployed. */
    String deployed(UnaryOperator<String> value) {
        return SUBSTITUTION.matcher(text).replaceAll(found -> value.apply(found.group(1)));
    }

    private static void collectFlows(JsonNode machine, NavigableSet<String> outer, List<Flow> flows) {
        Map<String, JsonNode> states = new LinkedHashMap<>();
        machine.path("States").properties().forEach(state -> states.put(state.getKey(), state.getValue()));
        flows.add(new Flow(machine.path("StartAt").asText(), outer, states));
        NavigableSet<String> variables = new TreeSet<>(outer);
        states.values().forEach(state -> variables.addAll(assigned(state)));
        for (JsonNode state : states.values()) {
            state.path("Branches").forEach(branch -> collectFlows(branch, variables, flows));
            if (state.has("ItemProcessor")) {
                collectFlows(state.path("ItemProcessor"), variables, flows);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The variables that a state itself assigns, on any way out of it. */
    static NavigableSet<String> assigned(JsonNode state) {
        NavigableSet<String> names = new TreeSet<>();
        state.path("Assign").fieldNames().forEachRemaining(names::add);
        for (String field : List.of("Choices", "Catch")) {
            state.path(field).forEach(rule -> rule.path("Assign").fieldNames().forEachRemaining(names::add));
        }
        return names;
    }
}
