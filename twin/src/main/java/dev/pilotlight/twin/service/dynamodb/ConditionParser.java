package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Condition.Comparator;
import dev.pilotlight.twin.service.dynamodb.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the language of condition, filter and key condition expressions. OR binds weaker than AND, AND weaker than NOT.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Condition
 *     and filter expressions, operators, and functions</a>
 */
final class ConditionParser extends ExpressionParser {

    private ConditionParser(String expression, String source, Placeholders placeholders) {
        super(expression, source, placeholders);
    }

    /** @param expression the request's member, for the message of an error */
    static Condition parse(String expression, String source, Placeholders placeholders) {
        ConditionParser parser = new ConditionParser(expression, source, placeholders);
        Condition condition = parser.either();
        parser.expectEnd();
        return condition;
    }

    private Condition either() {
        Condition left = both();
        while (acceptWord("OR")) {
            left = new Condition.Either(left, both());
        }
        return left;
    }

    private Condition both() {
        Condition left = negated();
        while (acceptWord("AND")) {
            left = new Condition.Both(left, negated());
        }
        return left;
    }

    private Condition negated() {
        return acceptWord("NOT") ? new Condition.Not(negated()) : simple();
    }

    private Condition simple() {
        if (accept("(")) {
            Condition inner = either();
            expect(")");
            return inner;
        }
        return isFunction() && !peek().text().equals("size") ? function(next().text()) : comparison();
    }

    private boolean isFunction() {
        return peek().kind() == Kind.WORD && peekNext().is(Kind.MARK, "(");
    }

    private Condition function(String name) {
        List<Operand> operands = operands();
        return switch (name) {
            case "attribute_exists" -> new Condition.Exists(onlyPath(name, operands));
            case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(onlyPath(name, operands)));
            case "attribute_type" -> type(name, operands);
            case "begins_with" -> beginning(name, operands);
            case "contains" -> {
                requireCount(name, operands, 2);
                yield new Condition.Contains(operands.getFirst(), operands.getLast());
            }
            default ->
                throw error(
                        name.equals("if_not_exists") || name.equals("list_append")
                                ? "The function is not allowed in a condition expression; function: " + name
                                : "Invalid function name; function: " + name);
        };
    }

    private List<Operand> operands() {
        expect("(");
        List<Operand> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (accept(","));
        expect(")");
        return operands;
    }

    private DocumentPath onlyPath(String name, List<Operand> operands) {
        requireCount(name, operands, 1);
        return path(name, operands.getFirst());
    }

    private DocumentPath path(String name, Operand operand) {
        if (operand instanceof Operand.At(DocumentPath path)) {
            return path;
        }
        throw error("Operator or function requires a document path; operator or function: " + name);
    }

    private Condition type(String name, List<Operand> operands) {
        requireCount(name, operands, 2);
        if (operands.getLast() instanceof Operand.Given(Attribute.Text(String letters))) {
            Attribute.Type type = Arrays.stream(Attribute.Type.values())
                    .filter(each -> each.name().equals(letters))
                    .findFirst()
                    .orElseThrow(() -> error("Invalid attribute type name found; type: " + letters + ", valid types: {"
                            + "B,NULL,SS,BOOL,L,BS,N,NS,S,M}"));
            return new Condition.HasType(path(name, operands.getFirst()), type);
        }
        throw error("Incorrect operand type for operator or function; operator or function: " + name);
    }

    private Condition beginning(String name, List<Operand> operands) {
        requireCount(name, operands, 2);
        operands.forEach(operand -> {
            if (operand instanceof Operand.Given(Attribute value)
                    && value.type() != Attribute.Type.S
                    && value.type() != Attribute.Type.B) {
                throw operandType(name, value);
            }
        });
        return new Condition.BeginsWith(operands.getFirst(), operands.getLast());
    }

    private void requireCount(String name, List<Operand> operands, int count) {
        if (operands.size() != count) {
            throw operandCount(name, operands.size());
        }
    }

    private Condition comparison() {
        Operand left = operand();
        if (acceptWord("BETWEEN")) {
            return between(left);
        }
        if (acceptWord("IN")) {
            return new Condition.In(left, operands());
        }
        Comparator comparator = Comparator.of(peek()).orElseThrow(this::syntaxError);
        next();
        Operand right = operand();
        requireOrder(comparator, right);
        if (left.equals(right)) {
            throw error("The first operand must be distinct from the remaining operands for this operator or function;"
                    + " operator: " + comparator);
        }
        return new Condition.Comparison(left, comparator, right);
    }

    private Condition between(Operand operand) {
        Operand low = operand();
        expectWord("AND");
        Operand high = operand();
        if (low instanceof Operand.Given(Attribute from) && high instanceof Operand.Given(Attribute to)) {
            requireRange(from, to);
        }
        return new Condition.Between(operand, low, high);
    }

    private void requireRange(Attribute from, Attribute to) {
        if (from.type() != to.type()) {
            throw error("The BETWEEN operator requires same data type for lower and upper bounds");
        }
        if (!Attribute.comparable(from, to)) {
            throw operandType("BETWEEN", from);
        }
        if (Attribute.compare(from, to) > 0) {
            throw error("The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
        }
    }

    private void requireOrder(Comparator comparator, Operand operand) {
        if (comparator.ordering()
                && operand instanceof Operand.Given(Attribute value)
                && !Attribute.comparable(value, value)) {
            throw operandType(comparator.toString(), value);
        }
    }

    private Operand operand() {
        if (peek().kind() == Kind.VALUE) {
            return new Operand.Given(value());
        }
        if (isFunction()) {
            return size();
        }
        return new Operand.At(path());
    }

    private Operand size() {
        String name = peek().text();
        if (!name.equals("size")) {
            throw error("The function is not allowed to be used this way in an expression; function: " + name);
        }
        next();
        return new Operand.Size(onlyPath(name, operands()));
    }
}
