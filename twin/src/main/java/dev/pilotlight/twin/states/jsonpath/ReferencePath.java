package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path to one place, where a value can be put: what ResultPath holds. */
public final class ReferencePath {
    private final String text;
    private final List<PathStep> steps;

    private ReferencePath(String text, List<PathStep> steps) {
        this.text = text;
        this.steps = steps;
    }

    /**
     * Compiles a path.
     *
     * @throws PathSyntaxException when it is none, or could lead to several places
     */
    public static ReferencePath compile(String text) throws PathSyntaxException {
        if (!text.startsWith("$") || text.startsWith("$$")) {
            throw new PathSyntaxException("'" + text + "' is not a reference path");
        }
        JsonPath path = JsonPath.compile(text.substring(1));
        if (!path.isReference()) {
            throw new PathSyntaxException("'" + text + "' can lead to several places");
        }
        return new ReferencePath(text, path.steps());
    }

    /**
     * A copy of the whole with the value in its place; objects on the way there are made where they are missing.
     *
     * @throws QueryFailure when something else is in the way
     */
    public JsonNode put(JsonNode whole, JsonNode value) throws QueryFailure {
        return put(whole, value, 0);
    }

    private JsonNode put(@Nullable JsonNode at, JsonNode value, int depth) throws QueryFailure {
        if (depth == steps.size()) {
            return value;
        }
        return switch (steps.get(depth)) {
            case PathStep.Field(String name) -> putField(at, name, value, depth);
            case PathStep.Element(int index) -> putElement(at, index, value, depth);
            case PathStep.Union union -> throw blocked(at);
            case PathStep.Selection selection -> throw blocked(at);
            case PathStep.Slice slice -> throw blocked(at);
            case PathStep.Wildcard wildcard -> throw blocked(at);
            case PathStep.Descendants descendants -> throw blocked(at);
            case PathStep.Filter filter -> throw blocked(at);
        };
    }

    private JsonNode putField(@Nullable JsonNode at, String name, JsonNode value, int depth) throws QueryFailure {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (at != null && !at.isObject()) {
            throw blocked(at);
        }
        if (at != null) {
            copy.setAll((ObjectNode) at);
        }
        copy.set(name, put(copy.get(name), value, depth + 1));
        return copy;
    }

    private JsonNode putElement(@Nullable JsonNode at, int index, JsonNode value, int depth) throws QueryFailure {
        if (at == null || !at.isArray() || !at.has(index)) {
            throw blocked(at);
        }
        ArrayNode copy = JsonNodeFactory.instance.arrayNode().addAll((ArrayNode) at);
        copy.set(index, put(copy.get(index), value, depth + 1));
        return copy;
    }

    private QueryFailure blocked(@Nullable JsonNode at) {
        return QueryFailure.ofResultPath("Unable to apply ReferencePath " + text + " to input " + at);
    }
}
