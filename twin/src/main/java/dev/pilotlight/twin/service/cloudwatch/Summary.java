package dev.pilotlight.twin.service.cloudwatch;

/**
 * What is known of some values of a metric: one value, a statistic set, or everything in a period.
 *
 * @param count how many values
 */
public record Summary(double count, double sum, double minimum, double maximum) {

    /** Of a single value. */
    public static Summary of(double value) {
        return of(value, 1);
    }

    /** Of the same value several times. */
    public static Summary of(double value, double times) {
        return new Summary(times, value * times, value, value);
    }

    /** Of these values and those together. */
    public Summary with(Summary other) {
        return new Summary(
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }
}
