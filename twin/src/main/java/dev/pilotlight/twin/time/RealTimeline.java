package dev.pilotlight.twin.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The timeline of a live twin: time is the clock's, tasks are threads that run side by side. */
public final class RealTimeline implements Timeline {
    private final InstantSource clock;
    private final Consumer<Throwable> onFailure;

    /**
     * @param clock where the time comes from
     * @param onFailure told about every task that ended with an exception
     */
    public RealTimeline(InstantSource clock, Consumer<Throwable> onFailure) {
        this.clock = clock;
        this.onFailure = onFailure;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            Thread.sleep(duration);
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public Task start(String name, Runnable body) {
        return after(Duration.ZERO, name, body);
    }

    @Override
    public Task after(Duration delay, String name, Runnable body) {
        CountDownLatch ending = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name(name).start(() -> live(delay, body, ending));
        return new RealTask(thread, ending);
    }

    @Override
    public Signal signal() {
        return new RealSignal(new CountDownLatch(1));
    }

    private void live(Duration delay, Runnable body, CountDownLatch ending) {
        try {
            sleep(delay);
            body.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        } finally {
            ending.countDown();
        }
    }

    private record RealTask(Thread thread, CountDownLatch ending) implements Task {
        @Override
        public void interrupt() {
            thread.interrupt();
        }

        @Override
        public void join() throws InterruptedException {
            ending.await();
        }

        @Override
        public boolean ended() {
            return ending.getCount() == 0;
        }
    }

    private record RealSignal(CountDownLatch latch) implements Signal {
        @Override
        public void raise() {
            latch.countDown();
        }

        @Override
        public boolean raised() {
            return latch.getCount() == 0;
        }

        @Override
        public void await() throws InterruptedException {
            latch.await();
        }

        @Override
        public boolean await(Duration limit) throws InterruptedException {
            return latch.await(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        }
    }
}
