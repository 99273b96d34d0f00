package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Which numbers may stand in a field of a definition; a number that a query gives is checked when it is there.
 *
 * @param least the smallest
 * @param most the largest
 * @param whole whether a fraction is refused
 */
record Bounds(double least, double most, boolean whole) {
    private static final double LONGEST_SECONDS = 99_999_999;

    /** A whole number of at least this. */
    static Bounds from(double least) {
        return new Bounds(least, Long.MAX_VALUE, true);
    }

    /** A whole number of seconds of at least this and less than 100,000,000. */
    static Bounds seconds(double least) {
        return new Bounds(least, LONGEST_SECONDS, true);
    }

    static Bounds between(double least, double most) {
        return new Bounds(least, most, true);
    }

    /** A share of a hundred, which may have a fraction. */
    static Bounds percentage() {
        return new Bounds(0, 100, false);
    }

    /** Any number of at least this. */
    static Bounds fractional(double least) {
        return new Bounds(least, Double.MAX_VALUE, false);
    }

    /** What is wrong with a value, in the words of the service; empty when nothing is. */
    Optional<String> refusal(JsonNode value) {
        double number = value.doubleValue();
        if (!value.isNumber() || (whole && Math.rint(number) != number)) {
            return Optional.of("Expected value of type [" + (whole ? "Integer" : "Number") + "]");
        }
        if (number < least) {
            return Optional.of("Minimum value is " + spelled(least));
        }
        return number > most ? Optional.of("Maximum value is " + spelled(most)) : Optional.empty();
    }

    private String spelled(double number) {
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }
}
