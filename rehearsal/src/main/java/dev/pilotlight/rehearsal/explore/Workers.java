package dev.pilotlight.rehearsal.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Plays performances side by side: they share nothing that changes, so each comes out as if it were alone. */
final class Workers {
    private final Cast cast;
    private final int count;

    Workers(Cast cast, int count) {
        this.cast = cast;
        this.count = count;
    }

    /**
     * Does something with every seed.
     *
     * @param work gets a cast of its own
     * @throws IllegalStateException when some work failed; the rest is then not done
     * @throws CancellationException when the calling thread, or one that works, was interrupted before all was done
     */
    void all(List<Seed> seeds, BiConsumer<Cast, Seed> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < Math.min(count, Math.max(1, seeds.size())); worker++) {
            Cast own = count == 1 ? cast : cast.understudy();
            threads.add(Thread.ofPlatform().name("rehearsal " + worker).start(() -> {
                for (int index = next.getAndIncrement();
                        index < seeds.size() && failure.get() == null;
                        index = next.getAndIncrement()) {
                    one(own, seeds.get(index), work, failure);
                }
            }));
        }
        join(threads);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static void one(
            Cast own, Seed seed, BiConsumer<Cast, Seed> work, AtomicReference<RuntimeException> failure) {
        if (Thread.currentThread().isInterrupted()) {
            failure.compareAndSet(null, new CancellationException("the rehearsal was interrupted before " + seed));
            return;
        }
        try {
            work.accept(own, seed);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, new IllegalStateException("the rehearsal has ended in " + seed + ": " + e, e));
        }
    }

    /** An interrupt is passed on to those who work, who end after what they are doing. */
    private static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
