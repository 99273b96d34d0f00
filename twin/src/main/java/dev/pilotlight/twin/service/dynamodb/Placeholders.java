package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.wire.JsonParameters;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names and values that a request's expressions refer to; every one sent must be used. */
final class Placeholders {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final Map<String, String> names;
    private final Map<String, Attribute> values;
    private final Set<String> used = new LinkedHashSet<>();

    private Placeholders(Map<String, String> names, Map<String, Attribute> values) {
        this.names = names;
        this.values = values;
    }

    static Placeholders of(JsonParameters input, boolean anyExpression) {
        Map<String, String> names = input.textMap(NAMES);
        Map<String, JsonNode> values = input.map(VALUES);
        requireSense(NAMES, input.has(NAMES), names.keySet(), '#', anyExpression);
        requireSense(VALUES, input.has(VALUES), values.keySet(), ':', anyExpression);
        return new Placeholders(names, AttributeJson.item(values));
    }

    private static void requireSense(String member, boolean sent, Set<String> keys, char mark, boolean anyExpression) {
        if (sent && !anyExpression) {
            throw Attribute.invalid(member + " can only be specified when using expressions");
        }
        if (sent && keys.isEmpty()) {
            throw Attribute.invalid(member + " must not be empty");
        }
        keys.stream()
                .filter(key -> key.length() < 2 || key.charAt(0) != mark)
                .findFirst()
                .ifPresent(key -> {
                    throw Attribute.invalid(member + " contains invalid key: Syntax error; key: \"" + key + "\"");
                });
    }

    String name(String placeholder, String expression) {
        String name = names.get(placeholder);
        if (name == null) {
            throw Attribute.invalid("Invalid " + expression
                    + ": An expression attribute name used in the document path is not defined; attribute name: "
                    + placeholder);
        }
        used.add(placeholder);
        return name;
    }

    Attribute value(String placeholder, String expression) {
        Attribute value = values.get(placeholder);
        if (value == null) {
            throw Attribute.invalid("Invalid " + expression
                    + ": An expression attribute value used in expression is not defined; attribute value: "
                    + placeholder);
        }
        used.add(placeholder);
        return value;
    }

    /** To be called when all expressions of the request are parsed. */
    void requireAllUsed() {
        requireUsed(NAMES, names.keySet());
        requireUsed(VALUES, values.keySet());
    }

    private void requireUsed(String member, Set<String> keys) {
        String unused = keys.stream().filter(key -> !used.contains(key)).collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            throw Attribute.invalid("Value provided in " + member + " unused in expressions: keys: {" + unused + "}");
        }
    }
}
