package dev.pilotlight.twin.states.conformity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** JSON values as Python writes them, because the recorded functions were written in it. */
final class PythonText {

    private PythonText() {}

    /** What {@code str(value)} gives. */
    static String of(JsonNode value) {
        return value.isTextual() ? value.textValue() : repr(value);
    }

    private static String repr(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "'" + value.textValue().replace("\\", "\\\\").replace("'", "\\'") + "'";
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NULL, MISSING -> "None";
            case ARRAY -> elements(value, true);
            case OBJECT -> fields(value, true);
            case NUMBER, BINARY, POJO -> value.asText();
        };
    }

    /** What {@code json.dumps(value)} gives: a space after every comma and colon. */
    static String json(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> elements(value, false);
            case OBJECT -> fields(value, false);
            case STRING, NUMBER, BOOLEAN, NULL, MISSING, BINARY, POJO -> value.toString();
        };
    }

    private static String elements(JsonNode array, boolean repr) {
        List<String> elements = new ArrayList<>();
        array.forEach(element -> elements.add(repr ? repr(element) : json(element)));
        return "[" + String.join(", ", elements) + "]";
    }

    private static String fields(JsonNode object, boolean repr) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        object.properties().forEach(field -> {
            String value = repr ? repr(field.getValue()) : json(field.getValue());
            String quote = repr ? "'" : "\"";
            fields.add(quote + field.getKey() + quote + ": " + value);
        });
        return fields.toString();
    }
}
