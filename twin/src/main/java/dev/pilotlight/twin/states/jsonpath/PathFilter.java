package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The condition of a filter step, for instance {@code @.price < 10 && @.inStock}. */
sealed interface PathFilter {

    boolean holds(JsonNode element, JsonNode root);

    /** All of these. */
    record All(List<PathFilter> parts) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            return parts.stream().allMatch(part -> part.holds(element, root));
        }
    }

    /** At least one of these. */
    record Any(List<PathFilter> parts) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            return parts.stream().anyMatch(part -> part.holds(element, root));
        }
    }

    /** Not this. */
    record Not(PathFilter negated) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            return !negated.holds(element, root);
        }
    }

    /** The operand is there. */
    record Exists(Operand operand) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            return operand.value(element, root) != null;
        }
    }

    /** Two operands compare like this; what is missing or of another type compares like nothing but unequal. */
    record Comparison(Operand left, String operator, Operand right) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            JsonNode a = left.value(element, root);
            JsonNode b = right.value(element, root);
            return switch (operator) {
                case "==" -> a != null && b != null && JsonComparison.equal(a, b);
                case "!=" -> a == null || b == null || !JsonComparison.equal(a, b);
                case "in" -> a != null && b != null && contains(b, a);
                case "nin" -> a != null && b != null && !contains(b, a);
                case "contains" -> a != null && b != null && (a.isTextual() ? within(a, b) : contains(a, b));
                case "subsetof" -> a != null && b != null && common(a, b) == a.size();
                case "anyof" -> a != null && b != null && common(a, b) > 0;
                case "noneof" -> a != null && b != null && common(a, b) == 0;
                case "size" -> a != null && b != null && length(a) == b.asInt(-1);
                case "empty" -> a != null && b != null && (length(a) == 0) == b.booleanValue();
                default -> a != null && b != null && ordered(a, b);
            };
        }

        private static boolean contains(JsonNode array, JsonNode wanted) {
            for (JsonNode element : array) {
                if (JsonComparison.equal(element, wanted)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean within(JsonNode text, JsonNode part) {
            return part.isTextual() && text.textValue().contains(part.textValue());
        }

        /** How many elements of the first are elements of the second. */
        private static int common(JsonNode array, JsonNode other) {
            int common = 0;
            for (JsonNode element : array) {
                common += contains(other, element) ? 1 : 0;
            }
            return common;
        }

        private static int length(JsonNode value) {
            return value.isTextual() ? value.textValue().length() : value.size();
        }

        private boolean ordered(JsonNode a, JsonNode b) {
            Integer order = JsonComparison.order(a, b);
            if (order == null) {
                return false;
            }
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> throw new IllegalStateException("unknown operator " + operator);
            };
        }
    }

    /** The operand is text that a regular expression matches. */
    record Matches(Operand operand, Pattern pattern) implements PathFilter {
        @Override
        public boolean holds(JsonNode element, JsonNode root) {
            JsonNode value = operand.value(element, root);
            return value != null
                    && value.isTextual()
                    && pattern.matcher(value.textValue()).matches();
        }
    }

    /** One side of a comparison. */
    sealed interface Operand {
        @Nullable
        JsonNode value(JsonNode element, JsonNode root);

        /** A value written into the path. */
        record Literal(JsonNode literal) implements Operand {
            @Override
            public JsonNode value(JsonNode element, JsonNode root) {
                return literal;
            }
        }

        /** A path from the element ({@code @}) or from the root ({@code $}). */
        record Located(JsonPath path, boolean fromRoot) implements Operand {
            @Override
            public @Nullable JsonNode value(JsonNode element, JsonNode root) {
                return path.find(fromRoot ? root : element);
            }
        }
    }
}
