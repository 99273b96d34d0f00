package dev.pilotlight.twin.wire;

import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The AWS SDK's timers for call timeouts, in the virtual time of the twin the calling thread is bound to: a call that
 * hangs ends with the very exception a real client raises, at an exact moment.
 */
public final class InProcessTimers extends AbstractExecutorService implements ScheduledExecutorService {
    private final boolean rings;

    /** Timers that ring. */
    public InProcessTimers() {
        this(true);
    }

    private InProcessTimers(boolean rings) {
        this.rings = rings;
    }

    /** Timers for clients whose calls somebody else limits. */
    public static InProcessTimers thatNeverRing() {
        return new InProcessTimers(false);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (!rings) {
            return new Timer(command);
        }
        if (!(InProcessClient.bound().timeline() instanceof VirtualTimeline timeline)) {
            throw new IllegalStateException("in-process timers are for virtual time");
        }
        Timeline.Task caller = timeline.current();
        Timer timer = new Timer(command);
        timer.task = timeline.after(Duration.of(delay, unit.toChronoUnit()), "call timeout", () -> {
            timer.run();
            timeline.noticeInterrupt(caller);
        });
        return timer;
    }

    private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
        private Timeline.@Nullable Task task;

        private Timer(Runnable command) {
            super(command, null);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(false);
            if (task != null && cancelled) {
                task.interrupt();
            }
            return cancelled;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("nobody asks how long a call may still take");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("nobody puts these timers in order");
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw onlyTimeouts();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long delay, long period, TimeUnit unit) {
        throw onlyTimeouts();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw onlyTimeouts();
    }

    @Override
    public void execute(Runnable command) {
        throw onlyTimeouts();
    }

    @Override
    public void shutdown() {
        // there is no thread to end
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private static UnsupportedOperationException onlyTimeouts() {
        return new UnsupportedOperationException("the SDK uses this executor for call timeouts only");
    }
}
