package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Token.Kind;
import dev.pilotlight.twin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;

/** What the parsers of the expression language share: the walk over the tokens, and document paths. */
class ExpressionParser {
    private final String expression;
    private final Placeholders placeholders;
    private final List<Token> tokens;
    private int position;

    /** @param expression the request's member, for the message of an error, for example {@code UpdateExpression} */
    ExpressionParser(String expression, String source, Placeholders placeholders) {
        this.expression = expression;
        this.placeholders = placeholders;
        if (source.isBlank()) {
            throw error("The expression can not be empty;");
        }
        this.tokens = Token.all(source, expression);
    }

    /** A comma-separated list of paths, as a projection has it. */
    static List<DocumentPath> projection(String source, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser("ProjectionExpression", source, placeholders);
        List<DocumentPath> paths = new ArrayList<>();
        do {
            paths.add(parser.path());
        } while (parser.accept(","));
        parser.expectEnd();
        return paths;
    }

    final Token peek() {
        return tokens.get(position);
    }

    final Token peekNext() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    final Token next() {
        Token token = peek();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    final boolean accept(String mark) {
        return acceptToken(Kind.MARK, mark);
    }

    final boolean acceptWord(String word) {
        return acceptToken(Kind.WORD, word);
    }

    private boolean acceptToken(Kind kind, String text) {
        boolean found = peek().is(kind, text);
        if (found) {
            next();
        }
        return found;
    }

    final void expect(String mark) {
        if (!accept(mark)) {
            throw syntaxError();
        }
    }

    final void expectWord(String word) {
        if (!acceptWord(word)) {
            throw syntaxError();
        }
    }

    final void expectEnd() {
        if (peek().kind() != Kind.END) {
            throw syntaxError();
        }
    }

    final Attribute value() {
        return placeholders.value(next().text(), expression);
    }

    final DocumentPath path() {
        List<DocumentPath.Element> elements = new ArrayList<>();
        elements.add(name());
        while (true) {
            if (accept(".")) {
                elements.add(name());
            } else if (accept("[")) {
                elements.add(index());
                expect("]");
            } else {
                return new DocumentPath(elements);
            }
        }
    }

    private DocumentPath.Name name() {
        Token token = peek();
        DocumentPath.Name name = switch (token.kind()) {
            case NAME -> new DocumentPath.Name(placeholders.name(token.text(), expression));
            case WORD -> plainName(token.text());
            case VALUE, NUMBER, MARK, END -> throw syntaxError();
        };
        next();
        return name;
    }

    private DocumentPath.Name plainName(String word) {
        if (ReservedWords.contain(word)) {
            throw error("Attribute name is a reserved keyword; reserved keyword: " + word);
        }
        return new DocumentPath.Name(word);
    }

    private DocumentPath.Index index() {
        if (peek().kind() != Kind.NUMBER || peek().text().length() > 9) {
            throw syntaxError();
        }
        return new DocumentPath.Index(Integer.parseInt(next().text()));
    }

    final AwsError error(String message) {
        return Attribute.invalid("Invalid " + expression + ": " + message);
    }

    final AwsError operandCount(String function, int count) {
        return error("Incorrect number of operands for operator or function; operator or function: " + function
                + ", number of operands: " + count);
    }

    final AwsError operandType(String function, Attribute operand) {
        return error("Incorrect operand type for operator or function; operator or function: " + function
                + ", operand type: " + typeName(operand));
    }

    private static String typeName(Attribute operand) {
        return operand.type() == Attribute.Type.BOOL
                ? "BOOLEAN"
                : operand.type().name();
    }

    final AwsError syntaxError() {
        StringBuilder near = new StringBuilder();
        for (Token neighbour : tokens.subList(Math.max(0, position - 1), Math.min(tokens.size(), position + 2))) {
            if (neighbour.kind() != Kind.END) {
                near.append(near.isEmpty() ? "" : " ").append(neighbour.text());
            }
        }
        return error("Syntax error; token: \"" + peek().text() + "\", near: \"" + near + "\"");
    }
}
