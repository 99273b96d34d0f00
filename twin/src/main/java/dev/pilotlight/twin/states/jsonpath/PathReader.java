package dev.pilotlight.twin.states.jsonpath;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a path. */
final class PathReader extends TextCursor {
    private static final String NAME_ENDS = ".[]()<>=!&|,'\" \t";

    PathReader(String text) {
        super(text);
    }

    /** Reads steps as long as there are any, and the function after them where there is one. */
    JsonPath readPath() throws PathSyntaxException {
        List<PathStep> steps = readSteps();
        int last = steps.size() - 1;
        if (accept("()")) {
            PathFunction function = PathFunction.named(name(last < 0 ? null : steps.get(last)));
            if (function == null) {
                throw broken("calls an unknown function at position " + position());
            }
            return new JsonPath(steps.subList(0, last), function);
        }
        if (last >= 0 && steps.get(last) instanceof PathStep.Union(List<PathStep> parts)) {
            List<String> names = names(parts);
            if (names.size() == parts.size()) {
                steps.set(last, new PathStep.Selection(names));
            }
        }
        return new JsonPath(steps, null);
    }

    private static String name(@Nullable PathStep step) {
        return step instanceof PathStep.Field(String name) ? name : "";
    }

    private static List<String> names(List<PathStep> parts) {
        List<String> names = new ArrayList<>();
        for (PathStep part : parts) {
            if (part instanceof PathStep.Field(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    private List<PathStep> readSteps() throws PathSyntaxException {
        List<PathStep> steps = new ArrayList<>();
        while (true) {
            if (accept("..")) {
                steps.add(new PathStep.Descendants());
                if (peek() != '[') {
                    steps.add(readName());
                }
            } else if (accept(".")) {
                steps.add(readName());
            } else if (accept("[")) {
                steps.add(readBrackets());
            } else {
                return steps;
            }
        }
    }

    private PathStep readName() throws PathSyntaxException {
        if (accept("*")) {
            return new PathStep.Wildcard();
        }
        String name = until(NAME_ENDS);
        if (name.isEmpty()) {
            throw broken("lacks a name at position " + position());
        }
        return new PathStep.Field(name);
    }

    private PathStep readBrackets() throws PathSyntaxException {
        skipSpaces();
        if (accept("?(")) {
            PathFilter filter = new FilterReader(this).readAny();
            skipSpaces();
            expect(")");
            skipSpaces();
            expect("]");
            return new PathStep.Filter(filter);
        }
        List<PathStep> parts = new ArrayList<>();
        do {
            skipSpaces();
            parts.add(readPart());
            skipSpaces();
        } while (accept(","));
        expect("]");
        return parts.size() == 1 ? parts.getFirst() : new PathStep.Union(parts);
    }

    private PathStep readPart() throws PathSyntaxException {
        if (accept("*")) {
            return new PathStep.Wildcard();
        }
        if (peek() == '\'' || peek() == '"') {
            return new PathStep.Field(readQuoted());
        }
        Integer from = readInteger();
        if (!accept(":")) {
            if (from == null) {
                throw broken("needs an index or a quoted name at position " + position());
            }
            return new PathStep.Element(from);
        }
        Integer to = readInteger();
        Integer by = accept(":") ? readInteger() : null;
        if (by != null && by < 1) {
            throw broken("steps backwards in a slice");
        }
        return new PathStep.Slice(from, to, by == null ? 1 : by);
    }

    @Nullable
    Integer readInteger() throws PathSyntaxException {
        int start = position();
        if (peek() == '-') {
            next();
        }
        while (Character.isDigit(peek())) {
            next();
        }
        String digits = since(start);
        if (digits.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            throw broken("has no index at position " + start);
        }
    }

    /** Reads text between quotes; a backslash protects a quote or another backslash, and else stands for itself. */
    String readQuoted() throws PathSyntaxException {
        char quote = next();
        StringBuilder content = new StringBuilder();
        for (char c = next(); c != quote; c = next()) {
            boolean escape = c == '\\' && (peek() == quote || peek() == '\\');
            content.append(escape ? next() : c);
        }
        return content.toString();
    }
}
