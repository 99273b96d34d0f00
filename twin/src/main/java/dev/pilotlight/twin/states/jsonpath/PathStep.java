package dev.pilotlight.twin.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step of a path. */
sealed interface PathStep {

    /** Adds everything the step leads to from a value. */
    void follow(JsonNode from, JsonNode root, List<JsonNode> found);

    /** A step that leads to at most one value. */
    sealed interface Definite extends PathStep {

        /** What it leads to, or null. */
        @Nullable
        JsonNode one(JsonNode from);

        @Override
        default void follow(JsonNode from, JsonNode root, List<JsonNode> found) {
            addIfThere(one(from), found);
        }
    }

    /** A field of an object. */
    record Field(String name) implements Definite {
        @Override
        public @Nullable JsonNode one(JsonNode from) {
            return from.isObject() ? from.get(name) : null;
        }

        @Override
        public String toString() {
            return "['" + name + "']";
        }
    }

    /** An element of an array; a negative index counts from its end. */
    record Element(int index) implements Definite {
        @Override
        public @Nullable JsonNode one(JsonNode from) {
            return from.isArray() ? from.get(index < 0 ? from.size() + index : index) : null;
        }

        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /** Several fields or elements. */
    record Union(List<PathStep> parts) implements PathStep {
        @Override
        public void follow(JsonNode from, JsonNode root, List<JsonNode> found) {
            parts.forEach(part -> part.follow(from, root, found));
        }
    }

    /** Several fields at the end of a path, which give one object of those that are there. */
    record Selection(List<String> names) implements Definite {
        @Override
        public @Nullable JsonNode one(JsonNode from) {
            return from instanceof ObjectNode object ? object.deepCopy().retain(names) : null;
        }

        @Override
        public String toString() {
            return names.stream().collect(Collectors.joining("','", "['", "']"));
        }
    }

    /** Elements from one index up to, but not including, another; null for the beginning or the end. */
    record Slice(@Nullable Integer from, @Nullable Integer to, int by) implements PathStep {
        @Override
        public void follow(JsonNode array, JsonNode root, List<JsonNode> found) {
            if (!array.isArray()) {
                return;
            }
            int end = bound(to, array.size(), array.size());
            for (int i = bound(from, 0, array.size()); i < end; i += by) {
                addIfThere(array.get(i), found);
            }
        }

        private static int bound(@Nullable Integer given, int otherwise, int size) {
            if (given == null) {
                return otherwise;
            }
            return Math.clamp(given < 0 ? given + (long) size : given, 0, size);
        }
    }

    /** Every field or element. */
    record Wildcard() implements PathStep {
        @Override
        public void follow(JsonNode from, JsonNode root, List<JsonNode> found) {
            if (from.isContainerNode()) {
                from.forEach(found::add);
            }
        }
    }

    /** The value and everything inside it, to which the next step is applied. */
    record Descendants() implements PathStep {
        @Override
        public void follow(JsonNode from, JsonNode root, List<JsonNode> found) {
            if (from.isContainerNode()) {
                found.add(from);
                from.forEach(child -> follow(child, root, found));
            }
        }
    }

    /** The elements a condition holds for. */
    record Filter(PathFilter filter) implements PathStep {
        @Override
        public void follow(JsonNode from, JsonNode root, List<JsonNode> found) {
            if (from.isArray()) {
                from.forEach(element -> {
                    if (filter.holds(element, root)) {
                        found.add(element);
                    }
                });
            } else if (from.isObject() && filter.holds(from, root)) {
                found.add(from);
            }
        }
    }

    private static void addIfThere(@Nullable JsonNode value, List<JsonNode> found) {
        if (value != null) {
            found.add(value);
        }
    }
}
