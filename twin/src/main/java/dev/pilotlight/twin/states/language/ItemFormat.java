package dev.pilotlight.twin.states.language;

import java.util.List;

/**
 * How what an item reader read becomes items.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public sealed interface ItemFormat {

    /** The text of one object holds the items. */
    sealed interface Text extends ItemFormat {}

    /**
     * A JSON array.
     *
     * @param pointer where in the text it stands, as a JSON Pointer (RFC 6901); empty for the whole
     */
    record Json(String pointer) implements Text {}

    /** One JSON value a line. */
    record JsonLines() implements Text {}

    /**
     * Comma-separated values; each row becomes an object of texts.
     *
     * @param headers the names of the columns; empty when the first row has them
     * @param delimiter what separates the values
     */
    record Csv(List<String> headers, char delimiter) implements Text {
        public Csv {
            headers = List.copyOf(headers);
        }
    }

    /** Parquet, which the twin does not read. */
    record Parquet() implements Text {}

    /** A listing: each of its entries is an item. */
    record Listing() implements ItemFormat {}

    /** A listing whose objects are read, one after the other. */
    record FlattenedListing(Text objects) implements ItemFormat {}

    /** An inventory of S3: a JSON manifest that names files of comma-separated values and their columns. */
    record Inventory() implements ItemFormat {}

    /** A manifest of Athena: an object's address a line. */
    record Manifest(Text objects) implements ItemFormat {}
}
