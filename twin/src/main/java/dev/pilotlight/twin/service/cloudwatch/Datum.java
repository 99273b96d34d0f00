package dev.pilotlight.twin.service.cloudwatch;

import java.time.Instant;

/**
 * One thing that was published about a metric.
 *
 * @param at the moment it is about
 * @param unit {@code None} when it has none
 */
public record Datum(Instant at, Summary summary, String unit) {
    static final String NO_UNIT = "None";

    /** One value without a unit. */
    public static Datum of(double value, Instant at) {
        return new Datum(at, Summary.of(value), NO_UNIT);
    }
}
