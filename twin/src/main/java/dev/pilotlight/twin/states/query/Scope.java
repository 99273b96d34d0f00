package dev.pilotlight.twin.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a query may see. Every JSON value in it is shared and must not be changed.
 *
 * @param input the state's input ({@code $states.input}), or what {@code $} stands for in JSONPath
 * @param result what the state's work gave, or null before it has
 * @param errorOutput what a catcher caught, or null elsewhere
 * @param context the context object ({@code $states.context}, {@code $$}), built when somebody looks
 * @param variables the workflow variables in sight
 * @param chance the time and the randomness of this execution
 */
public record Scope(
        JsonNode input,
        @Nullable JsonNode result,
        @Nullable JsonNode errorOutput,
        Supplier<JsonNode> context,
        Variables variables,
        Chance chance) {

    public Scope withInput(JsonNode other) {
        return new Scope(other, result, errorOutput, context, variables, chance);
    }

    public Scope withResult(JsonNode found) {
        return new Scope(input, found, errorOutput, context, variables, chance);
    }

    /** The scope in which an item of a Map state is selected. */
    public Scope withMapItem(JsonNode item) {
        Supplier<JsonNode> shown = () -> {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.setAll((ObjectNode) context.get());
            whole.putObject("Map").set("Item", item);
            return whole;
        };
        return new Scope(input, result, errorOutput, shown, variables, chance);
    }

    public Scope withErrorOutput(JsonNode caught) {
        return new Scope(input, result, caught, context, variables, chance);
    }
}
