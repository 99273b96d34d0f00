package dev.pilotlight.twin.states.language;

import java.util.List;

/** How the text an item reader read becomes items. */
public sealed interface ItemFormat {

    /** A JSON array. */
    record Json() implements ItemFormat {}

    /** One JSON value a line. */
    record JsonLines() implements ItemFormat {}

    /**
     * Comma-separated values; each row becomes an object of texts.
     *
     * @param headers the names of the columns; empty when the first row has them
     * @param delimiter what separates the values
     */
    record Csv(List<String> headers, char delimiter) implements ItemFormat {
        public Csv {
            headers = List.copyOf(headers);
        }
    }

    /** An inventory or a listing: what the call answers already is the items. */
    record Listing() implements ItemFormat {}
}
