package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.jsonpath.PathQuery;
import dev.pilotlight.twin.states.jsonpath.PathSyntaxException;
import dev.pilotlight.twin.states.language.Comparison.Test;
import java.util.List;
import java.util.Set;

/** Reads the condition of a JSONPath choice rule: And, Or, Not, or a comparison of a variable. */
final class ChoiceRuleReader {
    private static final Set<String> NOT_OPERATORS = Set.of("Variable", "Next", "Comment", "Assign");
    /** What only rules of this language have; the comparisons come on top. */
    static final Set<String> FIELDS = Set.of("Variable", "And", "Or", "Not");

    /** What stands beside a whole rule, and never inside of one. */
    private static final List<String> OF_WHOLE_RULES = List.of("Next", "Assign");

    private static final Condition NEVER = scope -> false;

    private ChoiceRuleReader() {}

    static Condition read(ObjectReader rule) {
        if (rule.has("And")) {
            List<Condition> parts = parts(rule, "And");
            return scope -> {
                for (Condition part : parts) {
                    if (!part.holds(scope)) {
                        return false;
                    }
                }
                return true;
            };
        }
        if (rule.has("Or")) {
            List<Condition> parts = parts(rule, "Or");
            return scope -> {
                for (Condition part : parts) {
                    if (part.holds(scope)) {
                        return true;
                    }
                }
                return false;
            };
        }
        ObjectReader negated = rule.object("Not");
        if (negated != null) {
            Condition inner = part(negated);
            return scope -> !inner.holds(scope);
        }
        return comparison(rule);
    }

    private static List<Condition> parts(ObjectReader rule, String field) {
        List<ObjectReader> parts = rule.objects(field);
        if (parts.isEmpty()) {
            rule.refuse(field, "There must be at least one condition");
        }
        return parts.stream().map(ChoiceRuleReader::part).toList();
    }

    private static Condition part(ObjectReader condition) {
        for (String field : OF_WHOLE_RULES) {
            if (condition.has(field)) {
                condition.refuse("Field '" + field + "' is not supported");
            }
        }
        return read(condition);
    }

    private static Condition comparison(ObjectReader rule) {
        List<String> operators = rule.fieldNames().stream()
                .filter(name -> !NOT_OPERATORS.contains(name))
                .toList();
        if (!rule.requires("Variable") || operators.size() != 1) {
            rule.refuse("A choice rule needs a Variable and exactly one comparison");
            return NEVER;
        }
        String operator = operators.getFirst();
        try {
            PathQuery.Located variable = PathQuery.Located.compile(rule.text("Variable", "$"), "Variable");
            return comparison(rule, operator, variable);
        } catch (PathSyntaxException e) {
            rule.refuse("Invalid path: " + e.getMessage());
            return NEVER;
        }
    }

    private static Condition comparison(ObjectReader rule, String operator, PathQuery.Located variable)
            throws PathSyntaxException {
        JsonNode operand = rule.find(operator);
        if (operator.startsWith("Is")) {
            return typeTest(rule, operator, variable);
        }
        boolean byPath = operator.endsWith("Path");
        String plain = byPath ? operator.substring(0, operator.length() - "Path".length()) : operator;
        Test test = Comparison.test(plain);
        if (test == null || operand == null || (plain.equals("StringMatches") && byPath)) {
            rule.refuse(operator, "The comparison '" + operator + "' is not known");
            return NEVER;
        }
        if (byPath) {
            PathQuery.Located other = PathQuery.Located.compile(rule.text(operator, "$"), operator);
            return scope -> test.holds(Comparison.value(variable, scope), Comparison.value(other, scope));
        }
        if (!Comparison.accepts(plain, operand)) {
            rule.refuse(operator, "The value " + operand + " does not fit the comparison");
        }
        return scope -> test.holds(Comparison.value(variable, scope), operand);
    }

    private static Condition typeTest(ObjectReader rule, String operator, PathQuery.Located variable) {
        boolean wanted = rule.truth(operator);
        if (operator.equals("IsPresent")) {
            return scope -> variable.find(scope).isPresent() == wanted;
        }
        var type = Comparison.typeTest(operator);
        if (type == null) {
            rule.refuse(operator, "The comparison '" + operator + "' is not known");
            return NEVER;
        }
        return scope -> type.test(Comparison.value(variable, scope)) == wanted;
    }
}
