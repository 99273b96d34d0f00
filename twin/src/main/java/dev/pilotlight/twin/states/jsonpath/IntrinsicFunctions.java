package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.query.Chance;
import dev.pilotlight.twin.states.query.QueryFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One call of an intrinsic function ("Intrinsic functions for JSONPath states" in the developer guide). */
final class IntrinsicFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_RANGE = 1000;
    private static final int LONGEST_TEXT = 10_000;
    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    /** The names, with how many arguments each takes. */
    private static final Map<String, Arity> ARITIES = Map.ofEntries(
            Map.entry("States.Array", Arity.ANY),
            Map.entry("States.ArrayContains", Arity.of(2)),
            Map.entry("States.ArrayGetItem", Arity.of(2)),
            Map.entry("States.ArrayLength", Arity.of(1)),
            Map.entry("States.ArrayPartition", Arity.of(2)),
            Map.entry("States.ArrayRange", Arity.of(3)),
            Map.entry("States.ArrayUnique", Arity.of(1)),
            Map.entry("States.Base64Decode", Arity.of(1)),
            Map.entry("States.Base64Encode", Arity.of(1)),
            Map.entry("States.Format", new Arity(1, Integer.MAX_VALUE)),
            Map.entry("States.Hash", Arity.of(2)),
            Map.entry("States.JsonMerge", Arity.of(3)),
            Map.entry("States.JsonToString", Arity.of(1)),
            Map.entry("States.MathAdd", Arity.of(2)),
            Map.entry("States.MathRandom", new Arity(2, 3)),
            Map.entry("States.StringSplit", Arity.of(2)),
            Map.entry("States.StringToJson", Arity.of(1)),
            Map.entry("States.UUID", Arity.of(0)));

    private record Arity(int least, int most) {
        static final Arity ANY = new Arity(0, Integer.MAX_VALUE);

        static Arity of(int count) {
            return new Arity(count, count);
        }

        boolean allows(int count) {
            return count >= least && count <= most;
        }
    }

    private final String text;
    private final String name;
    private final List<JsonNode> arguments;
    private final Chance chance;

    IntrinsicFunctions(String text, String name, List<JsonNode> arguments, Chance chance) {
        this.text = text;
        this.name = name;
        this.arguments = arguments;
        this.chance = chance;
    }

    static boolean isKnown(String name) {
        return ARITIES.containsKey(name);
    }

    JsonNode call() throws QueryFailure {
        if (!ARITIES.getOrDefault(name, Arity.ANY).allows(arguments.size())) {
            throw refusal("It does not take " + arguments.size() + " arguments");
        }
        return switch (name) {
            case "States.Array" -> NODES.arrayNode().addAll(arguments);
            case "States.ArrayContains" -> BooleanNode.valueOf(contains(array(), arguments.get(1)));
            case "States.ArrayGetItem" -> getItem(array(), whole(1));
            case "States.ArrayLength" -> IntNode.valueOf(array().size());
            case "States.ArrayPartition" -> partition(array(), whole(1));
            case "States.ArrayRange" -> range(whole(0), whole(1), whole(2));
            case "States.ArrayUnique" -> unique(array());
            case "States.Base64Decode" -> TextNode.valueOf(decode(shortText(0)));
            case "States.Base64Encode" ->
                TextNode.valueOf(Base64.getEncoder().encodeToString(shortText(0).getBytes(StandardCharsets.UTF_8)));
            case "States.Format" -> TextNode.valueOf(format());
            case "States.Hash" -> hash();
            case "States.JsonMerge" -> merge();
            case "States.JsonToString" -> TextNode.valueOf(arguments.getFirst().toString());
            case "States.MathAdd" -> number(whole(0) + whole(1));
            case "States.MathRandom" -> random();
            case "States.StringSplit" -> split(string(0), string(1));
            case "States.StringToJson" -> parse(string(0));
            case "States.UUID" -> TextNode.valueOf(chance.uuid());
            default -> throw new IllegalStateException("unknown function " + name);
        };
    }

    private QueryFailure refusal(String why) {
        return QueryFailure.ofIntrinsic("The function '" + text + "' had the following error: " + why);
    }

    private JsonNode argument(int index) throws QueryFailure {
        if (index >= arguments.size()) {
            throw refusal("The function needs more than " + arguments.size() + " arguments");
        }
        return arguments.get(index);
    }

    /** The first argument of the functions of arrays. */
    private ArrayNode array() throws QueryFailure {
        if (argument(0) instanceof ArrayNode array) {
            return array;
        }
        throw refusal("Argument 1 must be an array, but is: " + argument(0));
    }

    private String string(int index) throws QueryFailure {
        if (argument(index).isTextual()) {
            return argument(index).textValue();
        }
        throw refusal("Argument " + (index + 1) + " must be a string, but is: " + argument(index));
    }

    private String shortText(int index) throws QueryFailure {
        String argument = string(index);
        if (argument.length() > LONGEST_TEXT) {
            throw refusal("Argument " + (index + 1) + " is longer than " + LONGEST_TEXT + " characters");
        }
        return argument;
    }

    /** A number, rounded to a whole one. */
    private long whole(int index) throws QueryFailure {
        if (argument(index).isNumber()) {
            return Math.round(argument(index).doubleValue());
        }
        throw refusal("Argument " + (index + 1) + " must be a number, but is: " + argument(index));
    }

    private static JsonNode number(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static boolean contains(JsonNode array, JsonNode wanted) {
        for (JsonNode element : array) {
            if (JsonComparison.equal(element, wanted)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode getItem(ArrayNode array, long index) throws QueryFailure {
        if (index < 0 || index >= array.size()) {
            throw refusal("The index " + index + " is outside the array of " + array.size() + " elements");
        }
        return array.get((int) index);
    }

    private JsonNode partition(ArrayNode array, long size) throws QueryFailure {
        if (size < 1) {
            throw refusal("The size of a part must be at least 1, but is " + size);
        }
        ArrayNode parts = NODES.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            ArrayNode part = i % size == 0 ? parts.addArray() : (ArrayNode) parts.get(parts.size() - 1);
            part.add(array.get(i));
        }
        return parts;
    }

    private JsonNode range(long first, long last, long step) throws QueryFailure {
        if (step == 0) {
            throw refusal("The step of a range must not be 0");
        }
        if (Math.floorDiv(last - first, step) + 1 > LONGEST_RANGE) {
            throw refusal("A range has at most " + LONGEST_RANGE + " elements");
        }
        ArrayNode range = NODES.arrayNode();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            range.add(number(value));
        }
        return range;
    }

    private static JsonNode unique(ArrayNode array) {
        ArrayNode unique = NODES.arrayNode();
        for (JsonNode element : array) {
            if (!contains(unique, element)) {
                unique.add(element);
            }
        }
        return unique;
    }

    private String decode(String encoded) throws QueryFailure {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refusal("Argument 1 is not base64: " + e.getMessage());
        }
    }

    /** Puts the arguments into the places marked <code>{}</code>; a backslash takes the next character as it is. */
    private String format() throws QueryFailure {
        String template = string(0);
        StringBuilder formatted = new StringBuilder();
        int used = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                i++;
                formatted.append(template.charAt(i));
            } else if (c == '{' && template.startsWith("{}", i)) {
                i++;
                formatted.append(spelled(argument(used)));
                used++;
            } else {
                formatted.append(c);
            }
        }
        if (used != arguments.size()) {
            throw refusal("The number of arguments does not match the places in the text");
        }
        return formatted.toString();
    }

    private static String spelled(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private JsonNode hash() throws QueryFailure {
        String data = spelled(argument(0));
        if (data.length() > LONGEST_TEXT) {
            throw refusal("Argument 1 is longer than " + LONGEST_TEXT + " characters");
        }
        String algorithm = string(1);
        if (!HASHES.contains(algorithm)) {
            throw refusal("The algorithm '" + algorithm + "' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
            return TextNode.valueOf(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** The second object laid over the first; only the shallow way exists. */
    private JsonNode merge() throws QueryFailure {
        if (!argument(2).isBoolean() || argument(2).booleanValue()) {
            throw refusal("Only shallow merging is supported: the third argument must be false");
        }
        if (argument(0) instanceof ObjectNode first && argument(1) instanceof ObjectNode second) {
            ObjectNode merged = NODES.objectNode();
            merged.setAll(first);
            merged.setAll(second);
            return merged;
        }
        throw refusal("The first two arguments must be objects");
    }

    private JsonNode random() throws QueryFailure {
        long first = whole(0);
        long last = whole(1);
        if (last <= first) {
            throw refusal("The end of the range must be greater than its start");
        }
        double fraction = arguments.size() > 2 ? new Random(whole(2)).nextDouble() : chance.fraction();
        return number(first + (long) (fraction * (last - first)));
    }

    /** Splits at any of the characters of the second text; what is empty is left out. */
    private static JsonNode split(String text, String separators) {
        ArrayNode parts = NODES.arrayNode();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && separators.indexOf(text.charAt(i)) < 0) {
                part.append(text.charAt(i));
            } else if (!part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        return parts;
    }

    /** The JSON value a text spells; blank text spells null. */
    private JsonNode parse(String json) throws QueryFailure {
        try {
            return json.isBlank() ? NullNode.instance : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw refusal("Argument 1 is not JSON: " + e.getOriginalMessage());
        }
    }
}
