package dev.pilotlight.cli.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what happens by itself. */
final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Patience() {}

    /**
     * Waits for something that has to happen.
     *
     * @throws IllegalStateException when it has not within the limit
     */
    static void await(Duration limit, String what, BooleanSupplier condition) throws InterruptedException {
        if (!isTrue(limit, condition)) {
            throw new IllegalStateException("waited " + limit.toSeconds() + " s for " + what + " in vain");
        }
    }

    /** Waits for something that may happen; whether it has within the limit. */
    static boolean isTrue(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }
}
