package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The smallest part of an expression that means something. */
record Token(Kind kind, String text) {
    private static final Pattern NEXT = Pattern.compile("\\s*(?:"
            + "(?<word>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<name>#[A-Za-z0-9_]+)"
            + "|(?<value>:[A-Za-z0-9_]+)"
            + "|(?<number>[0-9]+)"
            + "|(?<mark><>|<=|>=|[=<>()\\[\\],.+-])"
            + "|(?<end>$))");

    enum Kind {
        /** A keyword, the name of a function or that of an attribute. */
        WORD,
        /** A placeholder {@code #name}. */
        NAME,
        /** A placeholder {@code :value}. */
        VALUE,
        /** An index. */
        NUMBER,
        /** Punctuation or an operator. */
        MARK,
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equalsIgnoreCase(wantedText);
    }

    /**
     * All tokens of an expression, the last being the end.
     *
     * @param expression the request's member, for the message of an error
     */
    static List<Token> all(String source, String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = NEXT.matcher(source);
        int position = 0;
        Token token;
        do {
            if (!matcher.region(position, source.length()).lookingAt()) {
                throw unreadable(source, position, expression);
            }
            token = of(matcher);
            tokens.add(token);
            position = matcher.end();
        } while (token.kind != Kind.END);
        return tokens;
    }

    private static Token of(Matcher matcher) {
        if (matcher.group("end") != null) {
            return new Token(Kind.END, "<EOF>");
        }
        for (Kind kind : Kind.values()) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                return new Token(kind, text);
            }
        }
        throw new IllegalStateException("the pattern matched nothing");
    }

    private static AwsError unreadable(String source, int position, String expression) {
        String rest = source.substring(position).strip();
        return Attribute.invalid("Invalid " + expression + ": Syntax error; token: \"" + rest.charAt(0) + "\", near: \""
                + rest.substring(0, Math.min(10, rest.length())) + "\"");
    }
}
