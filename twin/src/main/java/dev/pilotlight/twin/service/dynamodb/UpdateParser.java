package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.SetOf;
import dev.pilotlight.twin.service.dynamodb.Token.Kind;
import dev.pilotlight.twin.service.dynamodb.Update.Action;
import dev.pilotlight.twin.service.dynamodb.Update.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the language of update expressions: the clauses SET, REMOVE, ADD and DELETE, each at most once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Update
 *     expressions</a>
 */
final class UpdateParser extends ExpressionParser {
    private final List<Action> actions = new ArrayList<>();

    private UpdateParser(String source, Placeholders placeholders) {
        super("UpdateExpression", source, placeholders);
    }

    static Update parse(String source, Placeholders placeholders) {
        return new UpdateParser(source, placeholders).all();
    }

    private Update all() {
        Set<String> seen = new LinkedHashSet<>();
        while (peek().kind() != Kind.END) {
            String clause = peek().text().toUpperCase(Locale.ROOT);
            clause(clause);
            if (!seen.add(clause)) {
                throw error("The \"" + clause + "\" section can only be used once in an update expression;");
            }
        }
        requireApart();
        return new Update(actions);
    }

    private void clause(String name) {
        if (peek().kind() != Kind.WORD
                || !Set.of("SET", "REMOVE", "ADD", "DELETE").contains(name)) {
            throw syntaxError();
        }
        next();
        do {
            DocumentPath path = path();
            actions.add(
                    switch (name) {
                        case "SET" -> assignment(path);
                        case "REMOVE" -> new Update.Remove(path);
                        case "ADD" -> addition(path);
                        default -> subtraction(path);
                    });
        } while (accept(","));
    }

    private Action assignment(DocumentPath path) {
        expect("=");
        Term first = term();
        if (accept("+")) {
            return new Update.Assign(path, new Update.Sum(requireNumber("+", first), true, requireNumber("+", term())));
        }
        if (accept("-")) {
            return new Update.Assign(
                    path, new Update.Sum(requireNumber("-", first), false, requireNumber("-", term())));
        }
        return new Update.Assign(path, first);
    }

    private Term requireNumber(String operator, Term term) {
        if (term instanceof Update.Value(Attribute value) && value.type() != Attribute.Type.N) {
            throw operandType(operator, value);
        }
        return term;
    }

    private Action addition(DocumentPath path) {
        Attribute value = given();
        return switch (value.type()) {
            case N, SS, NS, BS -> new Update.Add(path, value);
            case S, B, L, M, BOOL, NULL -> throw operandType("ADD", value);
        };
    }

    private Action subtraction(DocumentPath path) {
        Attribute value = given();
        if (value instanceof SetOf members) {
            return new Update.Subtract(path, members);
        }
        throw operandType("DELETE", value);
    }

    private Attribute given() {
        if (peek().kind() != Kind.VALUE) {
            throw syntaxError();
        }
        return value();
    }

    private Term term() {
        if (peek().kind() == Kind.VALUE) {
            return new Update.Value(value());
        }
        if (accept("(")) {
            Term inner = term();
            expect(")");
            return inner;
        }
        boolean function = peek().kind() == Kind.WORD && peekNext().is(Kind.MARK, "(");
        return function ? function(next().text()) : new Update.At(path());
    }

    private Term function(String name) {
        expect("(");
        Term first = term();
        expect(",");
        Term second = term();
        expect(")");
        return switch (name) {
            case "if_not_exists" -> {
                if (first instanceof Update.At(DocumentPath path)) {
                    yield new Update.IfNotExists(path, second);
                }
                throw error("Operator or function requires a document path; operator or function: if_not_exists");
            }
            case "list_append" -> new Update.Joined(requireList(first), requireList(second));
            default -> throw error("Invalid function name; function: " + name);
        };
    }

    private Term requireList(Term term) {
        if (term instanceof Update.Value(Attribute value) && value.type() != Attribute.Type.L) {
            throw operandType("list_append", value);
        }
        return term;
    }

    private void requireApart() {
        for (int i = 0; i < actions.size(); i++) {
            for (Action later : actions.subList(i + 1, actions.size())) {
                DocumentPath one = actions.get(i).path();
                DocumentPath two = later.path();
                String which = "path one: " + one + ", path two: " + two;
                if (one.overlaps(two)) {
                    throw error("Two document paths overlap with each other; "
                            + "must remove or rewrite one of these paths; " + which);
                }
                if (one.conflicts(two)) {
                    throw error("Two document paths conflict with each other; "
                            + "must remove or rewrite one of these paths; " + which);
                }
            }
        }
    }
}
