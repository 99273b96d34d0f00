package dev.pilotlight.twin.service.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.wire.AwsError;
import java.math.BigDecimal;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which events a rule takes: an object of fields, each with the list of values or matchers of which one must fit. The
 * matchers that are modelled are {@code prefix}, {@code suffix}, {@code anything-but} (values), {@code exists} and
 * {@code numeric}; another one is refused when the rule is made.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event patterns</a>
 */
final class EventPattern {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode pattern;

    private EventPattern(ObjectNode pattern) {
        this.pattern = pattern;
    }

    static EventPattern parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object && !object.isEmpty()) {
                check(object);
                return new EventPattern(object);
            }
            throw invalid("it is not an object with fields");
        } catch (JacksonException e) {
            throw invalid("it is not JSON");
        }
    }

    boolean matches(JsonNode event) {
        return fits(pattern, event);
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    private static void check(ObjectNode object) {
        object.properties().forEach(field -> {
            switch (field.getValue()) {
                case ObjectNode nested -> check(nested);
                case ArrayNode alternatives -> alternatives.forEach(EventPattern::checkMatcher);
                default -> throw invalid("\"" + field.getKey() + "\" must be an object or an array");
            }
        });
    }

    private static void checkMatcher(JsonNode matcher) {
        if (matcher instanceof ObjectNode object) {
            String kind = object.isEmpty() ? "{}" : object.fieldNames().next();
            switch (kind) {
                case "prefix", "suffix", "anything-but", "exists", "numeric" -> {}
                default -> throw invalid("the matcher " + kind + " is not modelled by the twin");
            }
        }
    }

    private static AwsError invalid(String why) {
        return AwsError.badRequest("InvalidEventPatternException", "Event pattern is not valid. Reason: " + why);
    }

    private static boolean fits(ObjectNode wanted, @Nullable JsonNode found) {
        return wanted.propertyStream().allMatch(field -> {
            JsonNode value = found == null ? null : found.get(field.getKey());
            return field.getValue() instanceof ObjectNode nested
                    ? fits(nested, value)
                    : anyFits(field.getValue(), value);
        });
    }

    private static boolean anyFits(JsonNode alternatives, @Nullable JsonNode found) {
        return StreamSupport.stream(alternatives.spliterator(), false).anyMatch(matcher -> oneFits(matcher, found));
    }

    private static boolean oneFits(JsonNode matcher, @Nullable JsonNode found) {
        if (matcher.has("exists")) {
            return matcher.get("exists").asBoolean() == (found != null);
        }
        if (found == null) {
            return false;
        }
        if (found instanceof ArrayNode many) {
            return StreamSupport.stream(many.spliterator(), false).anyMatch(each -> valueFits(matcher, each));
        }
        return valueFits(matcher, found);
    }

    private static boolean valueFits(JsonNode matcher, JsonNode value) {
        if (!(matcher instanceof ObjectNode)) {
            return isSame(matcher, value);
        }
        if (matcher.has("prefix")) {
            return value.isTextual()
                    && value.textValue().startsWith(matcher.get("prefix").asText());
        }
        if (matcher.has("suffix")) {
            return value.isTextual()
                    && value.textValue().endsWith(matcher.get("suffix").asText());
        }
        if (matcher.has("anything-but")) {
            JsonNode excluded = matcher.get("anything-but");
            return excluded.isArray()
                    ? StreamSupport.stream(excluded.spliterator(), false).noneMatch(each -> isSame(each, value))
                    : !isSame(excluded, value);
        }
        return value.isNumber() && isInRange(matcher.get("numeric"), value.decimalValue());
    }

    private static boolean isSame(JsonNode wanted, JsonNode value) {
        if (wanted.isNumber() && value.isNumber()) {
            return wanted.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        return wanted.equals(value);
    }

    /** The range is written as pairs: {@code [">", 0, "<=", 5]}. */
    private static boolean isInRange(JsonNode range, BigDecimal value) {
        for (int i = 0; i + 1 < range.size(); i += 2) {
            int order = value.compareTo(range.get(i + 1).decimalValue());
            boolean holds = switch (range.get(i).asText()) {
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case "=" -> order == 0;
                default -> false;
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
