package dev.pilotlight.twin.service.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.dynamodb.Attribute.Binary;
import dev.pilotlight.twin.service.dynamodb.Attribute.Flag;
import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.MapOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Nothing;
import dev.pilotlight.twin.service.dynamodb.Attribute.Numeric;
import dev.pilotlight.twin.service.dynamodb.Attribute.SetOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.Text;
import dev.pilotlight.twin.wire.AwsError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes as they stand on the wire: {@code {"S": "text"}}, {@code {"N": "1.5"}} and so on. */
final class AttributeJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String INVALID = "One or more parameter values were invalid: ";

    private AttributeJson() {}

    static Map<String, Attribute> item(Map<String, JsonNode> members) {
        Map<String, Attribute> item = new LinkedHashMap<>();
        members.forEach((name, value) -> item.put(name, attribute(value)));
        return item;
    }

    static ObjectNode node(Map<String, Attribute> item) {
        ObjectNode node = NODES.objectNode();
        item.forEach((name, value) -> node.set(name, node(value)));
        return node;
    }

    static Attribute attribute(JsonNode value) {
        if (value.size() == 0) {
            throw Attribute.invalid(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        if (value.size() > 1) {
            throw Attribute.invalid("Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes");
        }
        String letters = value.fieldNames().next();
        return attribute(type(letters), value.get(letters));
    }

    private static Attribute.Type type(String letters) {
        return Arrays.stream(Attribute.Type.values())
                .filter(type -> type.name().equals(letters))
                .findFirst()
                .orElseThrow(() -> Attribute.invalid(
                        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"));
    }

    private static Attribute attribute(Attribute.Type type, JsonNode value) {
        return switch (type) {
            case S, N, B -> scalar(type, value);
            case SS, NS, BS -> set(type, value);
            case L -> new ListOf(list(value));
            case M -> new MapOf(entries(value));
            case BOOL -> new Flag(value.booleanValue());
            case NULL -> nothing(value);
        };
    }

    private static Attribute scalar(Attribute.Type type, JsonNode value) {
        String text = text(value);
        return switch (type) {
            case S -> new Text(text);
            case N -> new Numeric(number(text));
            case B -> new Binary(bytes(text));
            case SS, NS, BS, L, M, BOOL, NULL -> throw new IllegalArgumentException(type + " is no scalar");
        };
    }

    private static Attribute set(Attribute.Type type, JsonNode value) {
        Attribute.Type memberType = Attribute.Type.valueOf(type.name().substring(0, 1));
        List<Attribute> members = new ArrayList<>();
        value.forEach(member -> members.add(scalar(memberType, member)));
        if (members.isEmpty()) {
            throw Attribute.invalid(INVALID + "An " + kind(memberType) + " set  may not be empty");
        }
        SetOf set = SetOf.of(type, members);
        if (set.members().size() < members.size()) {
            throw Attribute.invalid(INVALID + "Input collection contains duplicates.");
        }
        return set;
    }

    private static String kind(Attribute.Type type) {
        return switch (type) {
            case S -> "string";
            case N -> "number";
            case B -> "binary";
            case SS, NS, BS, L, M, BOOL, NULL -> type.name();
        };
    }

    private static List<Attribute> list(JsonNode value) {
        List<Attribute> items = new ArrayList<>();
        value.forEach(item -> items.add(attribute(item)));
        return items;
    }

    private static Map<String, Attribute> entries(JsonNode value) {
        Map<String, Attribute> entries = new LinkedHashMap<>();
        value.propertyStream().forEach(entry -> entries.put(entry.getKey(), attribute(entry.getValue())));
        return entries;
    }

    private static Attribute nothing(JsonNode value) {
        if (!value.booleanValue()) {
            throw Attribute.invalid(INVALID + "Null attribute value types must have the value of true");
        }
        return new Nothing();
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw AwsError.badRequest("SerializationException", "Unexpected value type in payload");
        }
        return value.textValue();
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw Attribute.invalid("The parameter cannot be converted to a numeric value: " + text);
        }
    }

    private static String bytes(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw AwsError.badRequest("SerializationException", "Invalid Base64");
        }
    }

    static ObjectNode node(Attribute attribute) {
        ObjectNode node = NODES.objectNode();
        String letters = attribute.type().name();
        switch (attribute) {
            case Text _, Numeric _, Binary _ -> node.put(letters, text(attribute));
            case SetOf set ->
                set.members().forEach(member -> node.withArray(letters).add(text(member)));
            case ListOf(List<Attribute> items) -> {
                ArrayNode array = node.putArray(letters);
                items.forEach(item -> array.add(node(item)));
            }
            case MapOf(Map<String, Attribute> entries) -> node.set(letters, node(entries));
            case Flag(boolean value) -> node.put(letters, value);
            case Nothing _ -> node.put(letters, true);
        }
        return node;
    }

    private static String text(Attribute scalar) {
        return switch (scalar) {
            case Text(String value) -> value;
            case Numeric(BigDecimal value) -> value.toPlainString();
            case Binary(String bytes) ->
                Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
            case SetOf _, ListOf _, MapOf _, Flag _, Nothing _ ->
                throw new IllegalArgumentException(scalar.type() + " is no scalar");
        };
    }
}
