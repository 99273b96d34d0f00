package dev.pilotlight.twin.service;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that look like those of AWS and never repeat within one twin. They come from a counter, so the same history
 * names everything the same.
 */
public final class Identifiers {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final AtomicLong count = new AtomicLong();

    /** A version 4 UUID in its usual form. */
    public String uuid() {
        long number = count.incrementAndGet();
        long high = (scattered(number) & ~0xf000L) | 0x4000L;
        long low = (scattered(~number) >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    /** Some hexadecimal digits, as in {@code i-0a1b…}; eleven or more are unique within the twin. */
    public String hexadecimal(int digits) {
        StringBuilder text = new StringBuilder();
        for (long word = count.incrementAndGet() << 16; text.length() < digits; word++) {
            text.append("%016x".formatted(scattered(word)));
        }
        return text.substring(0, digits);
    }

    /** Some letters and digits, as in the version id of an S3 object. */
    public String letters(int length) {
        StringBuilder text = new StringBuilder();
        long number = count.incrementAndGet() << 16;
        while (text.length() < length) {
            text.append(ALPHABET.charAt((int) Long.remainderUnsigned(scattered(number++), ALPHABET.length())));
        }
        return text.toString();
    }

    /** SplitMix64's output function: different numbers give different words, neighbours look unrelated. */
    private static long scattered(long number) {
        long word = number * GOLDEN_GAMMA;
        word = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        word = (word ^ (word >>> 27)) * 0x94d049bb133111ebL;
        return word ^ (word >>> 31);
    }
}
