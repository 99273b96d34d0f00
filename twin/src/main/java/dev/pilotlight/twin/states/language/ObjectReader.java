package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object of a definition. What is wrong goes to the diagnostics, and a harmless value comes
 * back, so that reading can go on; a definition with diagnostics is never used.
 */
final class ObjectReader {
    private final JsonNode node;
    private final String location;
    private final Diagnostics diagnostics;

    ObjectReader(JsonNode node, String location, Diagnostics diagnostics) {
        this.node = node;
        this.location = location;
        this.diagnostics = diagnostics;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    String location() {
        return location;
    }

    boolean has(String field) {
        return node.has(field);
    }

    @Nullable
    JsonNode find(String field) {
        return node.get(field);
    }

    List<String> fieldNames() {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    /** Says that the whole object is wrong. */
    void refuse(String message) {
        diagnostics.add(Code.SCHEMA_VALIDATION_FAILED, message, location);
    }

    /** Says that one field is wrong. */
    void refuse(String field, String message) {
        diagnostics.add(Code.SCHEMA_VALIDATION_FAILED, message, location + "/" + field);
    }

    /** Says that one field is wrong in a way that has a code of its own. */
    void refuse(Code code, String field, String message) {
        diagnostics.add(code, message, location + "/" + field);
    }

    /** Says which of these fields are missing; an object without one of them cannot be read. */
    boolean requires(String... fields) {
        String missing = Stream.of(fields).filter(field -> !has(field)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            refuse("These fields are required: [" + missing + "]");
        }
        return missing.isEmpty();
    }

    /** Says that two fields of which each is enough are both there. */
    void exclude(String one, String other) {
        if (has(one) && has(other)) {
            refuse("There should only be one of the following fields: [" + one + ", " + other + "]");
        }
    }

    /** Refuses every field that is not one of these. */
    void allowOnly(Set<String> allowed) {
        for (String field : fieldNames()) {
            if (!allowed.contains(field)) {
                refuse("Field '" + field + "' is not supported");
            }
        }
    }

    @Nullable
    String text(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        refuse(field, "Expected value of type [String]");
        return null;
    }

    String text(String field, String otherwise) {
        String value = text(field);
        return value == null ? otherwise : value;
    }

    boolean truth(String field) {
        JsonNode value = node.get(field);
        if (value != null && !value.isBoolean()) {
            refuse(field, "Expected value of type [Boolean]");
        }
        return value != null && value.booleanValue();
    }

    long whole(String field, Bounds bounds, long otherwise) {
        return (long) number(field, bounds, (double) otherwise);
    }

    double number(String field, Bounds bounds, double otherwise) {
        JsonNode value = node.get(field);
        if (value == null) {
            return otherwise;
        }
        bounds.refusal(value).ifPresent(why -> refuse(field, why));
        return value.doubleValue();
    }

    @Nullable
    ObjectReader object(String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            refuse(field, "Expected value of type [Object]");
            return null;
        }
        return new ObjectReader(value, location + "/" + field, diagnostics);
    }

    /** The objects of an array; none when the field is absent. */
    List<ObjectReader> objects(String field) {
        List<ObjectReader> objects = new ArrayList<>();
        JsonNode value = node.get(field);
        if (value == null) {
            return objects;
        }
        if (!value.isArray()) {
            refuse(field, "Expected value of type [Array]");
        }
        for (JsonNode element : value) {
            String place = field + "[" + objects.size() + "]";
            if (!element.isObject()) {
                refuse(place, "Expected value of type [Object]");
            }
            objects.add(new ObjectReader(element, location + "/" + place, diagnostics));
        }
        return objects;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            refuse(field, "Expected value of type [Array]");
            return texts;
        }
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                refuse(field, "Expected values of type [String]");
            }
            texts.add(element.asText());
        }
        return texts;
    }
}
