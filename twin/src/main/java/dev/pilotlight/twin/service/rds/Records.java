package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.wire.QueryParameters;
import dev.pilotlight.twin.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a describe's answer.
 *
 * @param marker where the next page begins
 */
record Records<T>(List<T> items, Optional<String> marker) {
    private static final int FEWEST = 20;
    private static final int MOST = 100;

    static <T> Records<T> of(List<T> all, QueryParameters parameters) {
        int size = parameters.integer("MaxRecords", MOST);
        if (size < FEWEST || size > MOST) {
            throw RdsErrors.invalidValue("Invalid value " + size + " for MaxRecords. Must be between 20 and 100");
        }
        int from = parameters.text("Marker").map(Records::start).orElse(0);
        int to = Math.min(all.size(), from + size);
        List<T> items = from < to ? all.subList(from, to) : List.of();
        return new Records<>(items, to < all.size() ? Optional.of("from-" + to) : Optional.empty());
    }

    List<Xml> answer(String listName, Function<T, Xml> item) {
        List<Xml> members = new ArrayList<>();
        marker.ifPresent(next -> members.add(Xml.text("Marker", next)));
        members.add(Xml.list(listName, items, item));
        return members;
    }

    private static int start(String marker) {
        if (!marker.matches("from-[0-9]{1,9}")) {
            throw RdsErrors.invalidValue("Invalid marker: " + marker);
        }
        return Integer.parseInt(marker.substring("from-".length()));
    }
}
