package dev.pilotlight.twin.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON or CBOR request, or of one structure inside it. A member that is null was not sent. */
public final class JsonParameters {
    private static final String VALIDATION = "ValidationException";

    private final ObjectNode node;

    public JsonParameters(ObjectNode node) {
        this.node = node;
    }

    /** Everything as sent. */
    public ObjectNode node() {
        return node;
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public Optional<String> text(String name) {
        return member(name).map(value -> {
            require(value.isTextual(), name, "a string");
            return value.textValue();
        });
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public Optional<Integer> integer(String name) {
        return member(name).map(value -> {
            require(value.isIntegralNumber() && value.canConvertToInt(), name, "an integer");
            return value.intValue();
        });
    }

    public Optional<Double> decimal(String name) {
        return member(name).map(value -> {
            require(value.isNumber(), name, "a number");
            return value.doubleValue();
        });
    }

    /** Whether a flag was sent and is set. */
    public boolean flag(String name) {
        return member(name)
                .map(value -> {
                    require(value.isBoolean(), name, "a boolean");
                    return value.booleanValue();
                })
                .orElse(false);
    }

    /** A time, sent as seconds since 1970. */
    public Optional<Instant> time(String name) {
        return decimal(name).map(seconds -> Instant.ofEpochMilli(Math.round(seconds * 1000)));
    }

    /** A member of any type. */
    public Optional<JsonNode> member(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** A list's items; empty when the list was not sent. */
    public List<JsonNode> list(String name) {
        List<JsonNode> items = new ArrayList<>();
        member(name).ifPresent(value -> {
            require(value.isArray(), name, "a list");
            value.forEach(items::add);
        });
        return items;
    }

    public List<String> texts(String name) {
        return list(name).stream()
                .map(item -> {
                    require(item.isTextual(), name, "a list of strings");
                    return item.textValue();
                })
                .toList();
    }

    public List<JsonParameters> structures(String name) {
        return list(name).stream().map(item -> structure(item, name)).toList();
    }

    /** One nested structure; empty when it was not sent. */
    public JsonParameters structure(String name) {
        return member(name).map(value -> structure(value, name)).orElseGet(() -> new JsonParameters(node.objectNode()));
    }

    /** A map's entries in the order they were sent. */
    public Map<String, JsonNode> map(String name) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        structure(name).node.propertyStream().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    /** A map of texts, in the order they were sent. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(name).forEach((key, value) -> {
            require(value.isTextual(), name, "a map of strings");
            texts.put(key, value.textValue());
        });
        return texts;
    }

    /**
     * Refuses members outside those that are modelled.
     *
     * @param where names the structure in the message
     */
    public JsonParameters only(String where, Set<String> modelled) {
        node.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !modelled.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw AwsError.badRequest(
                            VALIDATION, "The member " + name + " of " + where + " is not modelled by the twin");
                });
        return this;
    }

    private static JsonParameters structure(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            return new JsonParameters(object);
        }
        throw wrongType(name, "a structure");
    }

    private static AwsError missing(String name) {
        return AwsError.badRequest(
                VALIDATION,
                "1 validation error detected: Value null at '" + name
                        + "' failed to satisfy constraint: Member must not be null");
    }

    private static void require(boolean holds, String name, String wanted) {
        if (!holds) {
            throw wrongType(name, wanted);
        }
    }

    private static AwsError wrongType(String name, String wanted) {
        return AwsError.badRequest("SerializationException", "The member " + name + " must be " + wanted);
    }
}
