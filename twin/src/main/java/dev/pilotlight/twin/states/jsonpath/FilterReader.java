package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pilotlight.twin.states.jsonpath.PathFilter.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the condition of a filter step. */
final class FilterReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPERATORS = List.of(
            "==",
            "!=",
            "<=",
            ">=",
            "<",
            ">",
            "in ",
            "nin ",
            "subsetof ",
            "anyof ",
            "noneof ",
            "contains ",
            "size ",
            "empty ");

    private final PathReader text;

    FilterReader(PathReader text) {
        this.text = text;
    }

    PathFilter readAny() throws PathSyntaxException {
        List<PathFilter> parts = new ArrayList<>();
        do {
            parts.add(readAll());
            text.skipSpaces();
        } while (text.accept("||"));
        return parts.size() == 1 ? parts.getFirst() : new PathFilter.Any(parts);
    }

    private PathFilter readAll() throws PathSyntaxException {
        List<PathFilter> parts = new ArrayList<>();
        do {
            parts.add(readOne());
            text.skipSpaces();
        } while (text.accept("&&"));
        return parts.size() == 1 ? parts.getFirst() : new PathFilter.All(parts);
    }

    private PathFilter readOne() throws PathSyntaxException {
        text.skipSpaces();
        if (text.accept("(")) {
            PathFilter inner = readAny();
            text.skipSpaces();
            text.expect(")");
            return inner;
        }
        if (text.accept("!")) {
            return new PathFilter.Not(readOne());
        }
        Operand left = readOperand();
        text.skipSpaces();
        if (text.accept("=~")) {
            return new PathFilter.Matches(left, readPattern());
        }
        for (String operator : OPERATORS) {
            if (text.accept(operator) || text.accept(operator.toUpperCase(Locale.ROOT))) {
                text.skipSpaces();
                return new PathFilter.Comparison(left, operator.strip(), readOperand());
            }
        }
        return new PathFilter.Exists(left);
    }

    private Operand readOperand() throws PathSyntaxException {
        if (text.accept("@")) {
            return new Operand.Located(text.readPath(), false);
        }
        if (text.accept("$")) {
            return new Operand.Located(text.readPath(), true);
        }
        if (text.peek() == '\'' || text.peek() == '"') {
            return new Operand.Literal(TextNode.valueOf(text.readQuoted()));
        }
        if (text.accept("[")) {
            return readArray();
        }
        return readJson(text.until(" \t)]<>=!&|,"));
    }

    private Operand readArray() throws PathSyntaxException {
        var array = JsonNodeFactory.instance.arrayNode();
        text.skipSpaces();
        while (!text.accept("]")) {
            if (readOperand() instanceof Operand.Literal(var literal)) {
                array.add(literal);
            }
            text.skipSpaces();
            text.accept(",");
            text.skipSpaces();
        }
        return new Operand.Literal(array);
    }

    private Operand readJson(String literal) throws PathSyntaxException {
        try {
            var value = JSON.readTree(literal);
            if (literal.isEmpty() || !value.isValueNode()) {
                throw text.broken("lacks a value at position " + text.position());
            }
            return new Operand.Literal(value);
        } catch (JsonProcessingException e) {
            throw text.broken("has an unreadable value: " + literal);
        }
    }

    private Pattern readPattern() throws PathSyntaxException {
        text.skipSpaces();
        text.expect("/");
        StringBuilder pattern = new StringBuilder();
        for (char c = text.next(); c != '/'; c = text.next()) {
            pattern.append(c);
            if (c == '\\') {
                pattern.append(text.next());
            }
        }
        int flags = text.accept("i") ? Pattern.CASE_INSENSITIVE : 0;
        try {
            return Pattern.compile(pattern.toString(), flags);
        } catch (PatternSyntaxException e) {
            throw text.broken("has an unreadable regular expression: " + pattern);
        }
    }
}
