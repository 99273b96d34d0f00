package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.service.dynamodb.Attribute.ListOf;
import dev.pilotlight.twin.service.dynamodb.Attribute.MapOf;
import dev.pilotlight.twin.service.dynamodb.DocumentPath.Element;
import dev.pilotlight.twin.service.dynamodb.DocumentPath.Index;
import dev.pilotlight.twin.service.dynamodb.DocumentPath.Name;
import dev.pilotlight.twin.wire.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes deep inside an item, made on copies. */
final class Surgery {
    private Surgery() {}

    static Map<String, Attribute> put(Map<String, Attribute> item, DocumentPath path, Attribute value) {
        return ((MapOf) put(new MapOf(item), path.elements(), value)).entries();
    }

    static Map<String, Attribute> remove(Map<String, Attribute> item, DocumentPath path) {
        return ((MapOf) remove(new MapOf(item), path.elements())).entries();
    }

    /** Sorts paths so that, going backwards, no removal from a list moves what another one wants to remove. */
    static String order(DocumentPath path) {
        StringBuilder order = new StringBuilder();
        for (Element element : path.elements()) {
            order.append(
                    switch (element) {
                        case Name(String name) -> "." + name;
                        case Index(int index) -> "[%010d".formatted(index);
                    });
        }
        return order.toString();
    }

    /** The part of an item that lies on some paths. Lists keep only the chosen items, in their order. */
    static Map<String, Attribute> project(Map<String, Attribute> item, List<DocumentPath> paths) {
        List<List<Element>> wanted = paths.stream().map(DocumentPath::elements).toList();
        return ((MapOf) project(new MapOf(item), wanted)).entries();
    }

    private static Attribute put(Attribute container, List<Element> path, Attribute value) {
        Element element = path.getFirst();
        List<Element> rest = path.subList(1, path.size());
        Attribute child = rest.isEmpty()
                ? value
                : put(DocumentPath.child(container, element).orElseThrow(Surgery::nowhere), rest, value);
        if (container instanceof MapOf(Map<String, Attribute> entries) && element instanceof Name(String name)) {
            Map<String, Attribute> changed = new LinkedHashMap<>(entries);
            changed.put(name, child);
            return new MapOf(changed);
        }
        if (container instanceof ListOf(List<Attribute> items) && element instanceof Index(int index)) {
            List<Attribute> changed = new ArrayList<>(items);
            if (index < items.size()) {
                changed.set(index, child);
            } else {
                changed.add(child);
            }
            return new ListOf(changed);
        }
        throw nowhere();
    }

    private static Attribute remove(Attribute container, List<Element> path) {
        Element element = path.getFirst();
        List<Element> rest = path.subList(1, path.size());
        if (!rest.isEmpty()) {
            Attribute child = DocumentPath.child(container, element).orElseThrow(Surgery::nowhere);
            return put(container, List.of(element), remove(child, rest));
        }
        if (container instanceof MapOf(Map<String, Attribute> entries) && element instanceof Name(String name)) {
            Map<String, Attribute> changed = new LinkedHashMap<>(entries);
            changed.remove(name);
            return new MapOf(changed);
        }
        if (container instanceof ListOf(List<Attribute> items) && element instanceof Index(int index)) {
            List<Attribute> changed = new ArrayList<>(items);
            if (index < items.size()) {
                changed.remove(index);
            }
            return new ListOf(changed);
        }
        throw nowhere();
    }

    private static Attribute project(Attribute container, List<List<Element>> paths) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return container;
        }
        return switch (container) {
            case MapOf(Map<String, Attribute> entries) -> {
                Map<String, Attribute> chosen = new LinkedHashMap<>();
                entries.forEach((name, value) -> {
                    List<List<Element>> inner = through(new Name(name), value, paths);
                    if (!inner.isEmpty()) {
                        chosen.put(name, project(value, inner));
                    }
                });
                yield new MapOf(chosen);
            }
            case ListOf(List<Attribute> items) -> {
                List<Attribute> chosen = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    List<List<Element>> inner = through(new Index(i), items.get(i), paths);
                    if (!inner.isEmpty()) {
                        chosen.add(project(items.get(i), inner));
                    }
                }
                yield new ListOf(chosen);
            }
            case Attribute.Text _,
                    Attribute.Numeric _,
                    Attribute.Binary _,
                    Attribute.SetOf _,
                    Attribute.Flag _,
                    Attribute.Nothing _ -> container;
        };
    }

    /** What is left of the paths that go through an element and find something behind it. */
    private static List<List<Element>> through(Element element, Attribute child, List<List<Element>> paths) {
        return paths.stream()
                .filter(path -> path.getFirst().equals(element))
                .map(path -> path.subList(1, path.size()))
                .filter(rest -> rest.isEmpty() || leadsSomewhere(child, rest))
                .toList();
    }

    private static boolean leadsSomewhere(Attribute container, List<Element> path) {
        return DocumentPath.child(container, path.getFirst())
                .filter(child -> path.size() == 1 || leadsSomewhere(child, path.subList(1, path.size())))
                .isPresent();
    }

    private static AwsError nowhere() {
        return Attribute.invalid("The document path provided in the update expression is invalid for update");
    }
}
