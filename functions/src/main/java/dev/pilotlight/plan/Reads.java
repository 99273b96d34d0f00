package dev.pilotlight.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a list after reading, each at its place in the document. */
record Reads<T>(List<Read<T>> elements) {

    static <T> Reads<T> none() {
        return new Reads<>(List.of());
    }

    /** All values, or an end to building whatever needs them. */
    List<T> get() {
        return elements.stream().map(Read::get).toList();
    }

    /** All values, with null in the place of what could not be read. */
    List<@Nullable T> known() {
        List<@Nullable T> known = new ArrayList<>();
        elements.forEach(element -> known.add(element.value()));
        return known;
    }
}
