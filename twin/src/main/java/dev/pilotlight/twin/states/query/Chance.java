package dev.pilotlight.twin.states.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The time and the randomness that queries and retries use, so that one seed gives one history.
 *
 * @param clock the timeline's present moment
 * @param random the seeded source
 */
public record Chance(InstantSource clock, RandomGenerator random) {

    public Instant now() {
        return clock.instant();
    }

    /** A number from 0 (included) to 1 (excluded). */
    public double fraction() {
        synchronized (random) {
            return random.nextDouble();
        }
    }

    /** A version 4 UUID drawn from the seeded source. */
    public String uuid() {
        long high;
        long low;
        synchronized (random) {
            high = random.nextLong();
            low = random.nextLong();
        }
        long versioned = (high & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long variant = (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(versioned, variant).toString();
    }
}
