package dev.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** As much of JSON Schema as the plan's schema uses; any other keyword is an error, so that none is passed over. */
final class SmallSchema {
    private final JsonNode root;

    SmallSchema(JsonNode root) {
        this.root = root;
    }

    boolean accepts(JsonNode document) {
        return accepts(root, document);
    }

    private boolean accepts(JsonNode schema, JsonNode value) {
        return schema.properties().stream().allMatch(keyword -> holds(schema, keyword, value));
    }

    private boolean holds(JsonNode schema, Map.Entry<String, JsonNode> keyword, JsonNode value) {
        JsonNode rule = keyword.getValue();
        return switch (keyword.getKey()) {
            case "$schema", "$defs", "title", "description", "default" -> true;
            case "$ref" -> accepts(root.at(rule.asText().substring(1)), value);
            case "oneOf" -> each(rule).filter(option -> accepts(option, value)).count() == 1;
            case "const" -> rule.equals(value);
            case "enum" -> each(rule).anyMatch(value::equals);
            case "type" -> isOf(rule.asText(), value);
            case "pattern" ->
                !value.isTextual()
                        || Pattern.compile(rule.asText())
                                .matcher(value.textValue())
                                .find();
            case "minimum" -> !value.isNumber() || value.asInt() >= rule.asInt();
            case "maximum" -> !value.isNumber() || value.asInt() <= rule.asInt();
            case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
            case "maxItems" -> !value.isArray() || value.size() <= rule.asInt();
            case "uniqueItems" -> !value.isArray() || each(value).distinct().count() == value.size();
            case "minProperties" -> !value.isObject() || value.size() >= rule.asInt();
            case "items" -> !value.isArray() || each(value).allMatch(element -> accepts(rule, element));
            case "required" -> !value.isObject() || each(rule).allMatch(name -> value.has(name.asText()));
            case "properties" ->
                rule.properties().stream()
                        .allMatch(property -> !value.has(property.getKey())
                                || accepts(property.getValue(), value.get(property.getKey())));
            case "additionalProperties" -> !value.isObject() || others(schema, rule, value);
            default -> throw new IllegalArgumentException("no such keyword here: " + keyword.getKey());
        };
    }

    private boolean others(JsonNode schema, JsonNode rule, JsonNode value) {
        return value.properties().stream()
                .filter(field -> !schema.path("properties").has(field.getKey()))
                .allMatch(field -> rule.isObject() && accepts(rule, field.getValue()));
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalArgumentException("no such type here: " + type);
        };
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
