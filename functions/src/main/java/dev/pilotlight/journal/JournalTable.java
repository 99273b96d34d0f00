package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table in the recovery Region, as this software needs it: items under two keys, consistent reads, and several
 * conditional writes that happen together or not at all. It holds our own records only, so writing to it takes no
 * permit.
 */
public interface JournalTable {

    /** The item as it is now. */
    Optional<Item> get(Key key);

    /** All items of a partition whose sort key begins so, in ascending order, as they are now. */
    List<Item> list(String partition, String sortBeginsWith);

    /**
     * Makes all the writes, or none.
     *
     * @param writes each of a different item
     * @param token equal for equal writes, at most 36 characters; writes that were made are not made twice
     * @throws dev.pilotlight.step.RetryableUnavailableException when there was no answer: they may have been made
     */
    Commit commit(List<Write> writes, String token);

    /** What became of some writes. */
    enum Commit {
        /** All were made. */
        COMMITTED,
        /** None was made, because a condition does not hold. */
        CONDITION_FAILED,
        /** None was made, because another transaction touched the same items at that moment. */
        CONTENDED
    }

    /** The name of an item. */
    record Key(String partition, String sort) {
        public Key {
            requireNonNull(partition);
            requireNonNull(sort);
        }
    }

    /**
     * An item.
     *
     * @param attributes texts and whole numbers ({@code String} and {@code Long}), without the keys, sorted by name
     */
    record Item(Key key, SortedMap<String, Object> attributes) {
        public Item {
            requireNonNull(key);
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
            attributes.forEach(Item::requireSimple);
        }

        private static void requireSimple(String name, Object value) {
            if (!(value instanceof String) && !(value instanceof Long)) {
                throw new IllegalArgumentException(name + " is a "
                        + value.getClass().getSimpleName() + "; attributes are texts and whole numbers");
            }
        }

        /**
         * An attribute that is a text.
         *
         * @throws BrokenJournalException when it is not there or not a text
         */
        public String text(String name) {
            return attribute(name, String.class);
        }

        /**
         * An attribute that is a whole number.
         *
         * @throws BrokenJournalException when it is not there or not a number
         */
        public long number(String name) {
            return attribute(name, Long.class);
        }

        private <T> T attribute(String name, Class<T> type) {
            Object value = attributes.get(name);
            if (!type.isInstance(value)) {
                throw new BrokenJournalException(key + " has no " + name + " that is a " + type.getSimpleName()
                        + "; somebody else has written to the table");
            }
            return type.cast(value);
        }
    }

    /** One of several writes. */
    sealed interface Write {
        Key key();

        /** Replaces the whole item, if the condition holds. */
        record Put(Item item, Condition condition) implements Write {
            @Override
            public Key key() {
                return item.key();
            }
        }

        /** Writes nothing, and lets the others happen only if the condition holds. */
        record Check(Key key, Condition condition) implements Write {}
    }

    /** What must be true of an item. */
    sealed interface Condition {
        /** There is no such item. */
        record Absent() implements Condition {}

        /** It is there, and these attributes have these values; sorted by name. */
        record Holds(SortedMap<String, Object> attributes) implements Condition {
            public Holds {
                attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
            }

            public Holds(Map<String, Object> attributes) {
                this(new TreeMap<>(attributes));
            }
        }

        /**
         * There is no such item, or this number in it is smaller: what is older never replaces what is newer.
         *
         * @param attribute whose value is a whole number
         */
        record Below(String attribute, long value) implements Condition {}
    }
}
