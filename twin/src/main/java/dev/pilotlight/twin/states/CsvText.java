package dev.pilotlight.twin.states;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180): quotes around a value protect delimiters, line ends and, doubled, quotes. */
final class CsvText {
    private final String text;
    private final char delimiter;
    private int position;

    CsvText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** The rows; an empty line is none. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        while (position < text.length()) {
            List<String> row = row();
            if (row.size() > 1 || !row.getFirst().isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<String> row() {
        List<String> row = new ArrayList<>();
        row.add(value());
        while (position < text.length() && text.charAt(position) == delimiter) {
            position++;
            row.add(value());
        }
        position += text.startsWith("\r\n", position) ? 2 : 1;
        return row;
    }

    private String value() {
        return position < text.length() && text.charAt(position) == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !endsValue(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean endsValue(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            boolean doubled = c == '"' && position < text.length() && text.charAt(position) == '"';
            if (c == '"' && !doubled) {
                return value.append(plain()).toString();
            }
            position += doubled ? 1 : 0;
            value.append(c);
        }
        return value.toString();
    }
}
