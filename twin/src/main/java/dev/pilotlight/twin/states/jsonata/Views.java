package dev.pilotlight.twin.states.jsonata;

import static java.util.Objects.requireNonNull;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows JSON trees to the JSONata evaluator without copying them, and turns its answers back into trees. An answer that
 * is part of what was shown comes back as the very same tree.
 */
final class Views {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Views() {}

    /** A tree as the evaluator wants it: maps, lists, text, numbers, booleans, and its own mark for null. */
    static Object show(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> new ObjectView((ObjectNode) node);
            case ARRAY -> new ArrayView((ArrayNode) node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING, BINARY, POJO -> Jsonata.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    /**
     * What the evaluator answered, as a tree.
     *
     * @throws UnsupportedResultException when a function is part of it
     */
    static JsonNode read(@Nullable Object value) throws UnsupportedResultException {
        return switch (value) {
            case null -> NODES.nullNode();
            case ObjectView view -> view.node;
            case ArrayView view -> view.node;
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Number number -> readNumber(number);
            case Map<?, ?> map -> readMap(map);
            case List<?> list -> readList(list);
            default -> readOther(value);
        };
    }

    private static JsonNode readOther(Object value) throws UnsupportedResultException {
        if (value.equals(Jsonata.NULL_VALUE)) {
            return NODES.nullNode();
        }
        throw new UnsupportedResultException();
    }

    private static JsonNode readNumber(Number number) {
        return switch (number) {
            case Integer whole -> NODES.numberNode(whole.intValue());
            case Long whole -> readLong(whole);
            default -> readDouble(number.doubleValue());
        };
    }

    private static JsonNode readLong(long whole) {
        return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
    }

    /** JSONata has one kind of number: what has no fraction is written without one. */
    private static JsonNode readDouble(double number) {
        return Math.rint(number) == number && Math.abs(number) < 1e15
                ? readLong((long) number)
                : NODES.numberNode(number);
    }

    private static JsonNode readMap(Map<?, ?> map) throws UnsupportedResultException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            object.set(String.valueOf(entry.getKey()), read(entry.getValue()));
        }
        return object;
    }

    private static JsonNode readList(List<?> list) throws UnsupportedResultException {
        ArrayNode array = NODES.arrayNode(list.size());
        for (Object element : list) {
            array.add(read(element));
        }
        return array;
    }

    /** The answer contains something that JSON cannot hold. */
    static final class UnsupportedResultException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsupportedResultException() {
            super("a function is not a JSON value", null, false, false);
        }
    }

    private static final class ArrayView extends AbstractList<Object> implements RandomAccess {
        private final ArrayNode node;

        ArrayView(ArrayNode node) {
            this.node = node;
        }

        @Override
        public Object get(int index) {
            return show(requireNonNull(node.get(index)));
        }

        @Override
        public int size() {
            return node.size();
        }
    }

    private static final class ObjectView extends AbstractMap<String, Object> {
        private final ObjectNode node;

        ObjectView(ObjectNode node) {
            this.node = node;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            JsonNode value = key instanceof String name ? node.get(name) : null;
            return value == null ? null : show(value);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && node.has(name);
        }

        @Override
        public int size() {
            return node.size();
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, Object>> iterator() {
                    return node.properties().stream()
                            .map(field -> Map.entry(field.getKey(), show(field.getValue())))
                            .iterator();
                }

                @Override
                public int size() {
                    return node.size();
                }
            };
        }
    }
}
