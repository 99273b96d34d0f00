package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of an intrinsic function, whose arguments are literals, paths or further calls.
 *
 * @param text as written
 * @param name for instance {@code States.Format}
 */
public record Intrinsic(String text, String name, List<Template> arguments) implements PathQuery {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** "You can nest up to 10 intrinsic functions within a field" (developer guide, "Intrinsic functions"). */
    private static final int MOST_CALLS = 10;

    private static final String PROTECTED = "'{}\\";

    static Intrinsic compile(String text, String field) throws PathSyntaxException {
        TextCursor cursor = new TextCursor(text);
        Intrinsic call = read(cursor, field);
        cursor.requireEnd();
        if (call.calls() > MOST_CALLS) {
            throw cursor.broken("has more than " + MOST_CALLS + " calls in it");
        }
        return call;
    }

    /** How many calls it is, with those inside it. */
    private int calls() {
        int calls = 1;
        for (Template argument : arguments) {
            calls += argument instanceof Intrinsic inner ? inner.calls() : 0;
        }
        return calls;
    }

    private static Intrinsic read(TextCursor cursor, String field) throws PathSyntaxException {
        int start = cursor.position();
        String name = cursor.until("( ");
        if (!IntrinsicFunctions.isKnown(name)) {
            throw cursor.broken("calls the unknown function " + name);
        }
        cursor.skipSpaces();
        cursor.expect("(");
        List<Template> arguments = new ArrayList<>();
        cursor.skipSpaces();
        while (!cursor.accept(")")) {
            boolean pattern = arguments.isEmpty() && name.equals("States.Format");
            arguments.add(readArgument(cursor, field, pattern));
            cursor.skipSpaces();
            if (cursor.peek() != ')') {
                cursor.expect(",");
                cursor.skipSpaces();
            }
        }
        return new Intrinsic(cursor.since(start), name, List.copyOf(arguments));
    }

    private static Template readArgument(TextCursor cursor, String field, boolean pattern) throws PathSyntaxException {
        if (cursor.accept("'")) {
            return new Template.Constant(TextNode.valueOf(readQuoted(cursor, pattern)));
        }
        if (cursor.peek() == '$') {
            return Located.compile(readPath(cursor), field);
        }
        if (cursor.peek() == 'S') {
            return read(cursor, field);
        }
        String literal = cursor.until(",) ");
        try {
            JsonNode value = JSON.readTree(literal);
            if (literal.isEmpty() || !value.isValueNode()) {
                throw cursor.broken("lacks an argument at position " + cursor.position());
            }
            return new Template.Constant(value);
        } catch (JsonProcessingException e) {
            throw cursor.broken("has an unreadable argument: " + literal);
        }
    }

    /**
     * Text between single quotes. A backslash protects a quote, a brace or another backslash, and nothing else; the
     * callee resolves those of a pattern.
     */
    private static String readQuoted(TextCursor cursor, boolean pattern) throws PathSyntaxException {
        StringBuilder content = new StringBuilder();
        for (char c = cursor.next(); c != '\''; c = cursor.next()) {
            if (c != '\\') {
                content.append(c);
                continue;
            }
            char protectedCharacter = cursor.next();
            if (PROTECTED.indexOf(protectedCharacter) < 0) {
                throw cursor.broken("has the unknown escape \\" + protectedCharacter);
            }
            if (pattern) {
                content.append(c);
            }
            content.append(protectedCharacter);
        }
        return content.toString();
    }

    /** A path up to the comma or parenthesis that ends the argument; those inside brackets belong to it. */
    private static String readPath(TextCursor cursor) throws PathSyntaxException {
        int start = cursor.position();
        int depth = 0;
        while (!cursor.atEnd()) {
            char c = cursor.peek();
            if (depth == 0 && (c == ',' || c == ')' || c == ' ')) {
                break;
            }
            if (c == '\'' && depth > 0) {
                cursor.next();
                cursor.until("'");
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            cursor.next();
        }
        return cursor.since(start);
    }

    @Override
    public JsonNode fill(Scope scope) throws QueryFailure {
        List<JsonNode> values = new ArrayList<>();
        for (Template argument : arguments) {
            values.add(argument.fill(scope));
        }
        return new IntrinsicFunctions(text, name, values, scope.chance()).call();
    }
}
