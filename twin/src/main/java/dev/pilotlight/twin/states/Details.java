package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the details of a history event, in the order they are given. */
final class Details {
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    static Details of(String name, String text) {
        return new Details().with(name, text);
    }

    static Details of(String name, JsonNode value) {
        return new Details().with(name, value);
    }

    static Details none() {
        return new Details();
    }

    Details with(String name, @Nullable String text) {
        return text == null ? this : with(name, TextNode.valueOf(text));
    }

    Details with(String name, int number) {
        return with(name, IntNode.valueOf(number));
    }

    Details with(String name, long number) {
        return with(name, LongNode.valueOf(number));
    }

    Details with(String name, JsonNode value) {
        fields.put(name, value);
        return this;
    }

    Details with(StateFailure failure) {
        return with("error", failure.error()).with("cause", failure.cause());
    }

    Map<String, JsonNode> build() {
        return fields;
    }
}
