package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.MapOf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a value stands inside an item: a name, then names and indexes. */
record DocumentPath(List<Element> elements) {

    sealed interface Element {}

    record Name(String name) implements Element {
        @Override
        public String toString() {
            return name;
        }
    }

    record Index(int index) implements Element {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    DocumentPath {
        elements = List.copyOf(elements);
    }

    /** The name of the attribute in which the path begins. */
    String root() {
        return elements.getFirst().toString();
    }

    Optional<Attribute> in(Map<String, Attribute> item) {
        Optional<Attribute> value = Optional.of(new MapOf(item));
        for (Element element : elements) {
            value = value.flatMap(container -> child(container, element));
        }
        return value;
    }

    /** Whether one of two paths leads through the other, so that they cannot both be changed. */
    boolean overlaps(DocumentPath other) {
        int common = Math.min(elements.size(), other.elements.size());
        return elements.subList(0, common).equals(other.elements.subList(0, common));
    }

    /** Whether two paths want the same value to be a map and a list at once. */
    boolean conflicts(DocumentPath other) {
        for (int i = 0; i < Math.min(elements.size(), other.elements.size()); i++) {
            Element mine = elements.get(i);
            Element theirs = other.elements.get(i);
            if (!mine.equals(theirs)) {
                return mine instanceof Name != theirs instanceof Name;
            }
        }
        return false;
    }

    static Optional<Attribute> child(Attribute container, Element element) {
        if (container instanceof MapOf(Map<String, Attribute> entries) && element instanceof Name(String name)) {
            return Optional.ofNullable(entries.get(name));
        }
        if (container instanceof ListOf(List<Attribute> items) && element instanceof Index(int index)) {
            return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return elements.stream().map(Element::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
