package dev.pilotlight.twin.service.dynamodb;

import dev.pilotlight.twin.wire.AwsError;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A value that an item holds under a name. */
sealed interface Attribute {

    /** The type's letters, as they stand in requests and in {@code attribute_type}. */
    enum Type {
        S,
        N,
        B,
        SS,
        NS,
        BS,
        L,
        M,
        BOOL,
        NULL
    }

    Type type();

    record Text(String value) implements Attribute {
        @Override
        public Type type() {
            return Type.S;
        }
    }

    /** A number of up to 38 digits, without trailing zeros, so that equal numbers are equal records. */
    record Numeric(BigDecimal value) implements Attribute {
        private static final int PRECISION = 38;
        private static final BigDecimal LARGEST = new BigDecimal("9.9999999999999999999999999999999999999E+125");
        private static final BigDecimal SMALLEST = new BigDecimal("1E-130");

        public Numeric {
            value = value.stripTrailingZeros();
            if (value.precision() > PRECISION) {
                throw invalid("Attempting to store more than 38 significant digits in a Number");
            }
            if (value.abs().compareTo(LARGEST) > 0) {
                throw invalid(
                        "Number overflow. Attempting to store a number with magnitude larger than supported range");
            }
            if (value.signum() != 0 && value.abs().compareTo(SMALLEST) < 0) {
                throw invalid(
                        "Number underflow. Attempting to store a number with magnitude smaller than supported range");
            }
        }

        @Override
        public Type type() {
            return Type.N;
        }
    }

    /** Bytes, kept as text of one character for each byte: so they compare unsigned and by content. */
    record Binary(String bytes) implements Attribute {
        @Override
        public Type type() {
            return Type.B;
        }
    }

    /** A set of texts, of numbers or of bytes, in their order. */
    record SetOf(Type type, NavigableSet<Attribute> members) implements Attribute {
        public SetOf {
            NavigableSet<Attribute> sorted = new TreeSet<>(Attribute::compare);
            sorted.addAll(members);
            members = Collections.unmodifiableNavigableSet(sorted);
        }

        static SetOf of(Type type, Iterable<Attribute> members) {
            NavigableSet<Attribute> sorted = new TreeSet<>(Attribute::compare);
            members.forEach(sorted::add);
            return new SetOf(type, sorted);
        }

        /** The type of the members. */
        Type memberType() {
            return Type.valueOf(type.name().substring(0, 1));
        }
    }

    record ListOf(List<Attribute> items) implements Attribute {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public Type type() {
            return Type.L;
        }
    }

    record MapOf(Map<String, Attribute> entries) implements Attribute {
        public MapOf {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Type type() {
            return Type.M;
        }
    }

    record Flag(boolean value) implements Attribute {
        @Override
        public Type type() {
            return Type.BOOL;
        }
    }

    record Nothing() implements Attribute {
        @Override
        public Type type() {
            return Type.NULL;
        }
    }

    /** Whether two values can be ordered: both texts, both numbers or both bytes. */
    static boolean comparable(Attribute left, Attribute right) {
        return switch (left) {
            case Text _, Numeric _, Binary _ -> left.type() == right.type();
            case SetOf _, ListOf _, MapOf _, Flag _, Nothing _ -> false;
        };
    }

    /** The order of two {@link #comparable} values; texts are in the order of their UTF-8 bytes. */
    static int compare(Attribute left, Attribute right) {
        if (left instanceof Text(String a) && right instanceof Text(String b)) {
            return Arrays.compareUnsigned(utf8(a), utf8(b));
        }
        if (left instanceof Numeric(BigDecimal a) && right instanceof Numeric(BigDecimal b)) {
            return a.compareTo(b);
        }
        if (left instanceof Binary(String a) && right instanceof Binary(String b)) {
            return a.compareTo(b);
        }
        throw new IllegalArgumentException(left.type() + " and " + right.type() + " have no order");
    }

    /** The size in bytes that counts towards the limits of an item and of a page. */
    static int weight(Attribute attribute) {
        return switch (attribute) {
            case Text(String value) -> utf8(value).length;
            case Numeric(BigDecimal value) -> value.precision() / 2 + 2;
            case Binary(String bytes) -> bytes.length();
            case SetOf set -> set.members().stream().mapToInt(Attribute::weight).sum();
            case ListOf(List<Attribute> items) ->
                3 + items.stream().mapToInt(item -> weight(item) + 1).sum();
            case MapOf(Map<String, Attribute> entries) -> 3 + weight(entries) + entries.size();
            case Flag _, Nothing _ -> 1;
        };
    }

    /** The size of an item: its names and its values. */
    static int weight(Map<String, Attribute> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> utf8(entry.getKey()).length + weight(entry.getValue()))
                .sum();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The error of a request that breaks a rule. */
    static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }
}
