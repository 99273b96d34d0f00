package dev.pilotlight.twin.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The timeline of a live twin: time is the clock's, or passes some times as fast since the timeline was made; tasks are
 * threads that run side by side.
 */
public final class RealTimeline implements Timeline {
    private final InstantSource clock;
    private final Instant start;
    private final int speed;
    private final Consumer<Throwable> onFailure;

    /**
     * @param clock where the time comes from
     * @param onFailure told about every task that ended with an exception
     */
    public RealTimeline(InstantSource clock, Consumer<Throwable> onFailure) {
        this(clock, 1, onFailure);
    }

    /**
     * @param clock where the time comes from
     * @param speed how many seconds of the twin pass in one of the clock's, from 1
     * @param onFailure told about every task that ended with an exception
     */
    public RealTimeline(InstantSource clock, int speed, Consumer<Throwable> onFailure) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed is " + speed + "; it must be at least 1");
        }
        this.clock = clock;
        this.start = clock.instant();
        this.speed = speed;
        this.onFailure = onFailure;
    }

    @Override
    public Instant now() {
        Instant now = clock.instant();
        return speed == 1 ? now : start.plus(Duration.between(start, now).multipliedBy(speed));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            Thread.sleep(duration.dividedBy(speed));
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
        return new RealSignal(new CountDownLatch(1), speed);
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

    private record RealSignal(CountDownLatch latch, int speed) implements Signal {
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
            return latch.await(Math.max(0, limit.toMillis() / speed), TimeUnit.MILLISECONDS);
        }
    }
}
