package dev.pilotlight.twin.states.language;

import com.fasterxml.jackson.databind.JsonNode;

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

    boolean allow(JsonNode value) {
        double number = value.doubleValue();
        return value.isNumber() && number >= least && number <= most && (!whole || Math.rint(number) == number);
    }

    @Override
    public String toString() {
        String range = most < Long.MAX_VALUE ? spelled(least) + " to " + spelled(most) : "at least " + spelled(least);
        return "[" + (whole ? "Integer" : "Number") + "], " + range;
    }

    private static String spelled(double number) {
        return number == (long) number ? String.valueOf((long) number) : String.valueOf(number);
    }
}
