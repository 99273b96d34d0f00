package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonpath.JsonComparison;
import dev.pilotlight.twin.states.jsonpath.PathQuery;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The comparisons of JSONPath choice rules. Values of different types never compare. */
final class Comparison {

    /** Compares the variable with the other operand. */
    @FunctionalInterface
    interface Test {
        boolean holds(JsonNode variable, JsonNode other);
    }

    private Comparison() {}

    /** The value of a variable, which must be there. */
    static JsonNode value(PathQuery.Located variable, Scope scope) throws QueryFailure {
        Optional<JsonNode> value = variable.find(scope);
        return value.orElseThrow(() -> QueryFailure.ofRuntime("Invalid path '" + variable.text()
                + "': The choice state's condition path references an invalid value."));
    }

    /** The comparison of this name, or null when there is none. */
    static @Nullable Test test(String name) {
        return switch (name) {
            case "BooleanEquals" -> (a, b) -> a.isBoolean() && b.isBoolean() && a.equals(b);
            case "StringMatches" ->
                (a, b) -> a.isTextual()
                        && b.isTextual()
                        && wildcard(b.textValue()).matcher(a.textValue()).matches();
            default -> ordering(name);
        };
    }

    private static @Nullable Test ordering(String name) {
        for (String type : new String[] {"String", "Numeric", "Timestamp"}) {
            IntPredicate wanted = name.startsWith(type) ? relation(name.substring(type.length())) : null;
            if (wanted != null) {
                return (a, b) -> {
                    Integer order = order(type, a, b);
                    return order != null && wanted.test(order);
                };
            }
        }
        return null;
    }

    private static @Nullable IntPredicate relation(String name) {
        return switch (name) {
            case "Equals" -> order -> order == 0;
            case "LessThan" -> order -> order < 0;
            case "LessThanEquals" -> order -> order <= 0;
            case "GreaterThan" -> order -> order > 0;
            case "GreaterThanEquals" -> order -> order >= 0;
            default -> null;
        };
    }

    private static @Nullable Integer order(String type, JsonNode a, JsonNode b) {
        return switch (type) {
            case "String" -> a.isTextual() && b.isTextual() ? JsonComparison.order(a, b) : null;
            case "Numeric" -> a.isNumber() && b.isNumber() ? JsonComparison.order(a, b) : null;
            default -> {
                Instant first = timestamp(a);
                Instant second = timestamp(b);
                yield first == null || second == null ? null : Integer.valueOf(first.compareTo(second));
            }
        };
    }

    /** Whether a value written into the rule fits its comparison. */
    static boolean accepts(String name, JsonNode operand) {
        if (name.startsWith("Numeric")) {
            return operand.isNumber();
        }
        if (name.startsWith("Timestamp")) {
            return timestamp(operand) != null;
        }
        return name.startsWith("Boolean") ? operand.isBoolean() : operand.isTextual();
    }

    /** The test of a value's type, or null when there is none of this name. */
    static @Nullable Predicate<JsonNode> typeTest(String name) {
        return switch (name) {
            case "IsNull" -> JsonNode::isNull;
            case "IsBoolean" -> JsonNode::isBoolean;
            case "IsNumeric" -> JsonNode::isNumber;
            case "IsString" -> JsonNode::isTextual;
            case "IsTimestamp" -> value -> timestamp(value) != null;
            default -> null;
        };
    }

    private static @Nullable Instant timestamp(JsonNode value) {
        try {
            return value.isTextual() ? OffsetDateTime.parse(value.textValue()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A pattern in which {@code *} stands for any text, unless a backslash precedes it. */
    private static Pattern wildcard(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                expression.append(".*");
            } else {
                boolean escape = c == '\\' && i + 1 < pattern.length();
                i += escape ? 1 : 0;
                expression.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
