package dev.pilotlight.twin.wire;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** An XML element under construction. Elements without content are left out by {@link #maybe}. */
public final class Xml {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final String name;
    private final String attributes;
    private final String text;
    private final List<Xml> children;

    private Xml(String name, String attributes, String text, List<Xml> children) {
        this.name = name;
        this.attributes = attributes;
        this.text = text;
        this.children = children;
    }

    public static Xml element(String name, Xml... children) {
        return new Xml(name, "", "", new ArrayList<>(List.of(children)));
    }

    public static Xml element(String name, List<Xml> children) {
        return new Xml(name, "", "", new ArrayList<>(children));
    }

    public static Xml text(String name, Object value) {
        return new Xml(name, "", String.valueOf(value), new ArrayList<>());
    }

    /** A time in the form all services write: ISO 8601, milliseconds, Z. */
    public static Xml time(String name, Instant value) {
        return text(name, MILLISECONDS.format(value));
    }

    /** A list element with one child for each item. */
    public static <T> Xml list(String name, Iterable<T> items, Function<T, Xml> item) {
        Xml list = element(name);
        items.forEach(each -> list.add(item.apply(each)));
        return list;
    }

    public Xml withNamespace(String namespace) {
        return new Xml(name, " xmlns=\"" + namespace + "\"", text, children);
    }

    public Xml add(Xml child) {
        children.add(child);
        return this;
    }

    /** Adds a text child when there is a value. */
    public Xml maybe(String childName, Optional<?> value) {
        value.ifPresent(present -> add(text(childName, present)));
        return this;
    }

    public List<Xml> children() {
        return List.copyOf(children);
    }

    public String document() {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writeTo(out);
        return out.toString();
    }

    private void writeTo(StringBuilder out) {
        out.append('<').append(name).append(attributes).append('>');
        escape(text, out);
        children.forEach(child -> child.writeTo(out));
        out.append("</").append(name).append('>');
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(character);
            }
        }
    }
}
