package dev.pilotlight.twin.states.jsonpath;

/** Reads text from left to right. */
class TextCursor {
    private final String text;
    private int position;

    TextCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The next character, or zero at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(position);
    }

    char next() throws PathSyntaxException {
        if (atEnd()) {
            throw broken("ends too early");
        }
        return text.charAt(position++);
    }

    /** Goes on behind this text if it comes next. */
    boolean accept(String expected) {
        boolean found = text.startsWith(expected, position);
        if (found) {
            position += expected.length();
        }
        return found;
    }

    void expect(String expected) throws PathSyntaxException {
        if (!accept(expected)) {
            throw broken("needs '" + expected + "' at position " + position);
        }
    }

    void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    /** The longest run of characters that are none of these. */
    String until(String terminators) {
        int start = position;
        while (!atEnd() && terminators.indexOf(peek()) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    int position() {
        return position;
    }

    String since(int start) {
        return text.substring(start, position);
    }

    void requireEnd() throws PathSyntaxException {
        skipSpaces();
        if (!atEnd()) {
            throw broken("has something unexpected at position " + position);
        }
    }

    PathSyntaxException broken(String what) {
        return new PathSyntaxException("'" + text + "' " + what);
    }
}
