package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * One call of a function, as what it writes tells it from every other one.
 *
 * @param nonce a text that no other call has: Lambda may deliver one event twice, at the same moment
 * @param nanoTime a monotonic clock in nanoseconds
 * @param now the time of the call, which its entries carry
 */
public record Call(String nonce, LongSupplier nanoTime, Instant now) {
    public Call {
        requireNonNull(nanoTime);
        requireNonNull(now);
        if (nonce.isBlank()) {
            throw new IllegalArgumentException("a call needs a nonce, found '" + nonce + "'");
        }
    }
}
