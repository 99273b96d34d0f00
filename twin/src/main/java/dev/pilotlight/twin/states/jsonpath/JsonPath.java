package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A compiled path from the root of a JSON value. */
public final class JsonPath {
    private final List<PathStep> steps;
    private final @Nullable PathFunction function;
    private final boolean definite;

    JsonPath(List<PathStep> steps, @Nullable PathFunction function) {
        this.steps = List.copyOf(steps);
        this.function = function;
        this.definite = steps.stream().allMatch(PathStep.Definite.class::isInstance);
    }

    /**
     * Compiles what follows the root of a path.
     *
     * @param text everything after {@code $}, {@code $$} or a variable's name, for instance {@code .orders[0]}
     * @throws PathSyntaxException when it is not a path
     */
    public static JsonPath compile(String text) throws PathSyntaxException {
        PathReader reader = new PathReader(text);
        JsonPath path = reader.readPath();
        reader.requireEnd();
        return path;
    }

    /**
     * What the path leads to: one value, or, when the path can lead to several, the array of all of them.
     *
     * @return null when a path to one value leads nowhere
     */
    public @Nullable JsonNode find(JsonNode root) {
        JsonNode found = follow(root);
        return function == null || found == null ? found : function.of(found);
    }

    private @Nullable JsonNode follow(JsonNode root) {
        List<JsonNode> found = findAll(root);
        if (definite) {
            return found.isEmpty() ? null : found.getFirst();
        }
        return JsonNodeFactory.instance.arrayNode().addAll(found);
    }

    /** Everything the path leads to. */
    List<JsonNode> findAll(JsonNode root) {
        List<JsonNode> values = List.of(root);
        for (PathStep step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                step.follow(value, root, next);
            }
            values = next;
        }
        return values;
    }

    /** Whether the path says, step by step, where one value stands, so that another can be put there. */
    boolean isReference() {
        return function == null
                && steps.stream().allMatch(step -> step instanceof PathStep.Field || step instanceof PathStep.Element);
    }

    List<PathStep> steps() {
        return steps;
    }

    /** The path with every step in brackets, as messages of the service show it. */
    @Override
    public String toString() {
        String end = function == null ? "" : function.toString();
        return steps.stream().map(PathStep::toString).collect(Collectors.joining("", "$", end));
    }
}
