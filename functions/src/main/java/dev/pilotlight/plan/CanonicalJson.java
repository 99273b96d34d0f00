package dev.pilotlight.plan;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * The one way to write a JSON value: names sorted by code unit, no white space, strings escaped as little as JSON
 * allows. So equal values have equal texts, and equal hashes.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    public static String write(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    private static void append(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            appendObject(value, text);
        } else if (value.isArray()) {
            appendArray(value, text);
        } else if (value.isTextual()) {
            appendText(value.textValue(), text);
        } else {
            text.append(value);
        }
    }

    private static void appendText(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    private static void appendObject(JsonNode object, StringBuilder text) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        String separator = "{";
        for (String name : names) {
            text.append(separator);
            appendText(name, text);
            text.append(':');
            append(object.path(name), text);
            separator = ",";
        }
        text.append(names.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(JsonNode array, StringBuilder text) {
        text.append('[');
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); ) {
            append(elements.next(), text);
            text.append(elements.hasNext() ? "," : "");
        }
        text.append(']');
    }
}
