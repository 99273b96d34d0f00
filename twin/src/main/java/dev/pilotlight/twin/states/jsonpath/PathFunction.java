package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A function at the end of a path, for instance {@code $.orders.length()}. */
enum PathFunction {
    LENGTH,
    KEYS,
    FIRST,
    LAST,
    MIN,
    MAX,
    SUM,
    AVG,
    STDDEV;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The function of this name, or null. */
    static @Nullable PathFunction named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.wireName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it makes of a value; null where it has no answer. */
    @Nullable
    JsonNode of(JsonNode value) {
        return switch (this) {
            case LENGTH -> value.isContainerNode() ? NODES.numberNode(value.size()) : null;
            case KEYS -> value.isObject() ? keys(value) : null;
            case FIRST -> value.get(0);
            case LAST -> value.get(value.size() - 1);
            case MIN -> number(value, numbers(value).min().orElse(Double.NaN));
            case MAX -> number(value, numbers(value).max().orElse(Double.NaN));
            case SUM -> number(value, numbers(value).sum());
            case AVG -> number(value, numbers(value).average().orElse(Double.NaN));
            case STDDEV -> number(value, deviation(value));
        };
    }

    private static ArrayNode keys(JsonNode object) {
        ArrayNode keys = NODES.arrayNode();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static DoubleStream numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::doubleValue);
    }

    private static double deviation(JsonNode array) {
        double mean = numbers(array).average().orElse(Double.NaN);
        return Math.sqrt(numbers(array)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElse(Double.NaN));
    }

    private static @Nullable JsonNode number(JsonNode array, double result) {
        return !array.isArray() || numbers(array).findAny().isEmpty() ? null : NODES.numberNode(result);
    }

    @Override
    public String toString() {
        return "." + wireName() + "()";
    }
}
