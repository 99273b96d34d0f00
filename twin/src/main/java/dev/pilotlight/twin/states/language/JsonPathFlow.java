package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.jsonpath.PathQuery;
import dev.pilotlight.twin.states.jsonpath.ReferencePath;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a JSONPath state: InputPath and Parameters in; ResultSelector, ResultPath and OutputPath out.
 *
 * @param inputPath what the state looks at
 * @param arguments what it works on; null for what it looks at
 * @param resultSelector what is made of the result; null for the result itself
 * @param placement where the result goes
 * @param outputPath what is handed on
 */
record JsonPathFlow(
        Selection inputPath,
        @Nullable Template arguments,
        @Nullable Template resultSelector,
        Placement placement,
        Selection outputPath,
        Map<String, Template> assign)
        implements Flow {

    /** What InputPath and OutputPath take of a value. */
    sealed interface Selection {
        /** All of it. */
        record All() implements Selection {}

        /** Nothing: an empty object. */
        record Nothing() implements Selection {}

        /** What a path leads to. */
        record Part(PathQuery.Located path) implements Selection {}
    }

    /** What becomes of a result: what ResultPath says, where there is one. */
    sealed interface Placement {
        /** It is handed on alone, as by states that only look at their input. */
        record Alone() implements Placement {}

        /** It is dropped, and the input handed on. */
        record Nowhere() implements Placement {}

        /** It is put into the input. */
        record Into(ReferencePath path) implements Placement {}
    }

    @Override
    public Scope focus(Scope scope) throws QueryFailure {
        return scope.withInput(select(inputPath, scope));
    }

    private static JsonNode select(Selection selection, Scope scope) throws QueryFailure {
        return switch (selection) {
            case Selection.All() -> scope.input();
            case Selection.Nothing() -> JsonNodeFactory.instance.objectNode();
            case Selection.Part(PathQuery.Located path) ->
                path.find(scope)
                        .orElseThrow(() -> QueryFailure.ofRuntime(
                                "Invalid path '" + path.text() + "' : No results for path: " + path.path()));
        };
    }

    @Override
    public JsonNode arguments(Scope focused) throws QueryFailure {
        return arguments == null ? focused.input() : arguments.fill(focused);
    }

    @Override
    public Departure leave(Scope scope, JsonNode work) throws QueryFailure {
        JsonNode result = resultSelector == null ? work : resultSelector.fill(scope.withInput(work));
        Map<String, JsonNode> assigned = JsonataFlow.fillAll(assign, scope.withInput(result));
        JsonNode combined = combine(scope.input(), result);
        return new Departure(select(outputPath, scope.withInput(combined)), assigned);
    }

    private JsonNode combine(JsonNode input, JsonNode result) throws QueryFailure {
        return switch (placement) {
            case Placement.Alone() -> result;
            case Placement.Nowhere() -> input;
            case Placement.Into(ReferencePath path) -> path.put(input, result);
        };
    }
}
