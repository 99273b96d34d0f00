package dev.pilotlight.bench.rto;

import java.time.Duration;

/**
 * What nature does in one failover.
 *
 * @param promotion from the call until the database takes writes
 * @param boot from the launch until an instance passes all its checks; zero where nothing is launched
 * @param statusLag how long after the call the database's status still reads {@code available}
 */
record Conditions(Duration promotion, Duration boot, Duration statusLag) {

    static Conditions ofSeconds(long promotion, long boot, long statusLag) {
        return new Conditions(Duration.ofSeconds(promotion), Duration.ofSeconds(boot), Duration.ofSeconds(statusLag));
    }

    /** What nobody can be faster than: both take place at the same time. */
    Duration slower() {
        return promotion.compareTo(boot) > 0 ? promotion : boot;
    }
}
