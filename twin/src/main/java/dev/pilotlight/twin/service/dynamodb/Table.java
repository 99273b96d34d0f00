package dev.pilotlight.twin.service.dynamodb;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One table of one Region: its key and its items in the order of their keys. */
final class Table {
    private static final int LARGEST_ITEM = 400 * 1024;
    private static final int LARGEST_PARTITION_KEY = 2048;
    private static final int LARGEST_SORT_KEY = 1024;

    private final Description description;
    private final NavigableMap<Key, Map<String, Attribute>> items = new TreeMap<>();
    private final NavigableMap<Attribute, NavigableMap<Key, Map<String, Attribute>>> partitions =
            new TreeMap<>(Attribute::compare);
    private long changes;

    Table(Description description) {
        this.description = description;
    }

    /** One attribute of the key. */
    record KeyAttribute(String name, Attribute.Type type) {}

    /** What DescribeTable tells. */
    record Description(
            String name,
            String arn,
            String id,
            Instant created,
            KeyAttribute partitionKey,
            Optional<KeyAttribute> sortKey) {}

    /** The key of one item. */
    record Key(Attribute partition, @Nullable Attribute sort) implements Comparable<Key> {
        private static final Comparator<Attribute> ORDER = Attribute::compare;
        private static final Comparator<Key> IN_ORDER =
                Comparator.comparing(Key::partition, ORDER).thenComparing(Key::sort, Comparator.nullsFirst(ORDER));

        @Override
        public int compareTo(Key other) {
            return IN_ORDER.compare(this, other);
        }
    }

    Description description() {
        return description;
    }

    NavigableMap<Key, Map<String, Attribute>> items() {
        return items;
    }

    /** The items of one partition. */
    NavigableMap<Key, Map<String, Attribute>> partition(Attribute key) {
        return partitions.getOrDefault(key, Collections.emptyNavigableMap());
    }

    /** How often an item was stored or removed. */
    long changes() {
        return changes;
    }

    /** An item, empty when there is none: conditions look at it that way. */
    Map<String, Attribute> get(Key key) {
        return items.getOrDefault(key, Map.of());
    }

    /** Stores an item that {@link #requireStorable} accepted. */
    void put(Key key, Map<String, Attribute> item) {
        items.put(key, item);
        partitions.computeIfAbsent(key.partition(), _ -> new TreeMap<>()).put(key, item);
        changes++;
    }

    void remove(Key key) {
        items.remove(key);
        partitions.computeIfPresent(key.partition(), (_, partition) -> {
            partition.remove(key);
            return partition.isEmpty() ? null : partition;
        });
        changes++;
    }

    /** The key of a whole item. */
    Key keyOf(Map<String, Attribute> item) {
        return new Key(
                keyAttribute(item, description.partitionKey(), LARGEST_PARTITION_KEY),
                description
                        .sortKey()
                        .map(sort -> keyAttribute(item, sort, LARGEST_SORT_KEY))
                        .orElse(null));
    }

    /** A key given alone: exactly the key's attributes. */
    Key key(Map<String, Attribute> given) {
        int wanted = description.sortKey().isPresent() ? 2 : 1;
        boolean fits = given.size() == wanted
                && fits(given, description.partitionKey())
                && description.sortKey().map(sort -> fits(given, sort)).orElse(true);
        if (!fits) {
            throw Attribute.invalid("The provided key element does not match the schema");
        }
        return keyOf(given);
    }

    Map<String, Attribute> attributes(Key key) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put(description.partitionKey().name(), key.partition());
        if (key.sort() != null) {
            attributes.put(description.sortKey().orElseThrow().name(), key.sort());
        }
        return attributes;
    }

    boolean isKeyAttribute(String name) {
        return description.partitionKey().name().equals(name)
                || description
                        .sortKey()
                        .filter(sort -> sort.name().equals(name))
                        .isPresent();
    }

    static void requireStorable(Map<String, Attribute> item) {
        if (Attribute.weight(item) > LARGEST_ITEM) {
            throw Attribute.invalid("Item size has exceeded the maximum allowed size");
        }
    }

    private static boolean fits(Map<String, Attribute> given, KeyAttribute wanted) {
        Attribute value = given.get(wanted.name());
        return value != null && value.type() == wanted.type();
    }

    private static Attribute keyAttribute(Map<String, Attribute> item, KeyAttribute wanted, int limit) {
        Attribute value = item.get(wanted.name());
        if (value == null) {
            throw Attribute.invalid(
                    "One or more parameter values were invalid: Missing the key " + wanted.name() + " in the item");
        }
        if (value.type() != wanted.type()) {
            throw Attribute.invalid("One or more parameter values were invalid: Attribute.Type mismatch for key "
                    + wanted.name() + " expected: " + wanted.type() + " actual: " + value.type());
        }
        int weight = Attribute.weight(value);
        if (weight == 0) {
            throw Attribute.invalid("One or more parameter values are not valid. The AttributeValue for a key attribute"
                    + " cannot contain an empty string value. Key: " + wanted.name());
        }
        if (weight > limit) {
            throw Attribute.invalid("One or more parameter values were invalid: Size of "
                    + (limit == LARGEST_SORT_KEY ? "rangekey" : "hashkey") + " has exceeded the maximum size limit of "
                    + limit + " bytes");
        }
        return value;
    }
}
