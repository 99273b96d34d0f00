package dev.pilotlight.twin.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a Query request, or of one structure inside it. */
public final class QueryParameters {
    private final Map<String, String> values;

    QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String required(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw AwsError.badRequest("MissingParameter", "The request must contain the parameter " + name);
        }
        return value;
    }

    public int integer(String name, int otherwise) {
        return text(name).map(value -> number(name, value)).orElse(otherwise);
    }

    public boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    /**
     * A list of texts, written {@code Name.1}, {@code Name.member.1} or, where the model names the item,
     * {@code Name.Item.1}: pass {@code "Name.Item"} then.
     */
    public List<String> list(String name) {
        List<String> items = new ArrayList<>();
        for (int i = 1; values.containsKey(itemKey(name, i)); i++) {
            items.add(values.getOrDefault(itemKey(name, i), ""));
        }
        return items;
    }

    /** A list of structures, named as for {@link #list}. */
    public List<QueryParameters> structures(String name) {
        List<QueryParameters> items = new ArrayList<>();
        for (int i = 1; hasPrefix(itemKey(name, i) + "."); i++) {
            items.add(structure(itemKey(name, i)));
        }
        return items;
    }

    /** One nested structure; empty when nothing of it was sent. */
    public QueryParameters structure(String name) {
        Map<String, String> inner = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                inner.put(key.substring(name.length() + 1), value);
            }
        });
        return new QueryParameters(inner);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Everything as sent, for comparing one request with another. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    Optional<String> firstOutside(Set<String> known) {
        return values.keySet().stream()
                .map(key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key)
                .filter(key -> !known.contains(key) && !key.equals("Action") && !key.equals("Version"))
                .findFirst();
    }

    private String itemKey(String name, int index) {
        String member = name + ".member." + index;
        boolean awsQueryList = values.containsKey(member) || hasPrefix(member + ".");
        return awsQueryList ? member : name + "." + index;
    }

    private boolean hasPrefix(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw AwsError.badRequest(
                    "InvalidParameterValue", "Value (" + value + ") for parameter " + name + " is invalid.");
        }
    }
}
