package dev.pilotlight.twin.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a JSON value is called, and how long its text is. */
public final class JsonTypes {

    private JsonTypes() {}

    /** The name JSON gives to the type of a value. */
    public static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            case STRING, BINARY -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case NULL, MISSING -> "null";
        };
    }

    /** The bytes a value takes as JSON text in UTF-8, near enough to hold it against a limit; stops at the limit. */
    public static long size(JsonNode value, long limit) {
        return switch (value.getNodeType()) {
            case STRING -> textSize(value.textValue());
            case ARRAY -> arraySize(value, limit);
            case OBJECT -> objectSize(value, limit);
            case NUMBER ->
                value.isIntegralNumber() && value.canConvertToInt()
                        ? digits(value.intValue())
                        : value.asText().length();
            case BOOLEAN, NULL, MISSING -> 4;
            case BINARY, POJO -> value.toString().length();
        };
    }

    private static long arraySize(JsonNode array, long limit) {
        long size = 2;
        for (JsonNode element : array) {
            size += 1 + size(element, limit - size);
            if (size > limit) {
                return size;
            }
        }
        return size;
    }

    private static long objectSize(JsonNode object, long limit) {
        long size = 2;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            size += 2 + textSize(field.getKey()) + size(field.getValue(), limit - size);
            if (size > limit) {
                return size;
            }
        }
        return size;
    }

    private static long textSize(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return 2L + text.getBytes(StandardCharsets.UTF_8).length + escapes(text);
            }
        }
        return 2L + text.length();
    }

    private static long escapes(String text) {
        return text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }
}
