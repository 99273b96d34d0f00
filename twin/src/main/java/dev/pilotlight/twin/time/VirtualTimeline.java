package dev.pilotlight.twin.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A timeline of discrete events: exactly one task runs at a time, tasks go on in the order (virtual time, order of
 * asking), and time passes only when every task waits. So one program has one history.
 *
 * <p>The thread that builds the timeline drives it with {@link #runUntil}; between runs it may call anything that does
 * not wait. A task that has to wait passes the baton straight to whoever is due next, and simply goes on when that is
 * itself.
 */
public final class VirtualTimeline implements Timeline, AutoCloseable {
    private static final ScopedValue<VirtualTask> CURRENT = ScopedValue.newInstance();

    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final Set<VirtualTask> waitingTasks = new LinkedHashSet<>();
    private final Semaphore driver = new Semaphore(0);
    private Instant now;
    private Instant horizon = Instant.MAX;
    private BooleanSupplier finished = () -> false;
    private long sequence;
    private @Nullable Throwable failure;
    private boolean closed;

    public VirtualTimeline(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Wait wait = new Wait(currentTask());
        schedule(duration, wait);
        park(wait);
    }

    @Override
    public Task start(String name, Runnable body) {
        return after(Duration.ZERO, name, body);
    }

    @Override
    public Task after(Duration delay, String name, Runnable body) {
        VirtualTask task = new VirtualTask(name, body);
        schedule(delay, task.beginning);
        return task;
    }

    @Override
    public Signal signal() {
        return new VirtualSignal();
    }

    /** The task of this timeline that the calling thread is. */
    public Task current() {
        return currentTask();
    }

    /**
     * Lets a task see an interrupt that somebody has sent to its thread directly, as the timers of the AWS SDK do. It
     * is not asked whether there was one: a thread that waits for the baton hides its interrupt until it has the baton.
     */
    public void noticeInterrupt(Task task) {
        if (task instanceof VirtualTask virtual) {
            virtual.wake();
        }
    }

    /** Runs until nothing is due any more. */
    public void run() {
        runUntil(() -> false, Instant.MAX);
    }

    /**
     * Runs until the condition holds, nothing is due, or the next event lies after the limit.
     *
     * @return whether the condition holds
     * @throws TaskFailedException when a task failed, or nobody can tell whether the condition holds, with the failure
     *     as the cause
     */
    public boolean runUntil(BooleanSupplier condition, Instant limit) {
        finished = condition;
        horizon = limit;
        passBaton(null);
        if (failure != null) {
            throw new TaskFailedException(failure);
        }
        return condition.getAsBoolean();
    }

    /** Runs for a span of virtual time, at whose end it then is. */
    public void advance(Duration span) {
        Instant end = now.plus(span);
        runUntil(() -> false, end);
        now = end;
    }

    /** Ends every task that still waits, so that no thread outlives the timeline. */
    @Override
    public void close() {
        closed = true;
        failure = null; // else nobody who waits would ever get the baton again
        agenda.clear();
        while (!waitingTasks.isEmpty()) {
            List.copyOf(waitingTasks).forEach(VirtualTask::interrupt);
            finished = () -> false;
            horizon = Instant.MAX;
            passBaton(null);
        }
    }

    private static VirtualTask currentTask() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("only a task of the timeline can wait; start one with Timeline.start");
        }
        return CURRENT.get();
    }

    private void schedule(Duration delay, Wait wait) {
        Instant at = delay.isNegative() ? now : now.plus(delay);
        agenda.add(new Due(at, sequence++, wait));
    }

    private void park(Wait wait) throws InterruptedException {
        VirtualTask self = wait.task;
        if (closed || Thread.interrupted()) {
            wait.over = true;
            throw new InterruptedException(self + " was interrupted");
        }
        self.waiting = wait;
        waitingTasks.add(self);
        passBaton(self);
        waitingTasks.remove(self);
        self.waiting = null;
        if (Thread.interrupted()) {
            throw new InterruptedException(self + " was interrupted");
        }
    }

    /** Lets whoever is due next go on; returns when it is the caller's turn again ({@code null}: the driver's). */
    private void passBaton(@Nullable VirtualTask self) {
        VirtualTask next = nextDue();
        if (next == self) {
            return;
        }
        if (next == null) {
            driver.release();
        } else {
            next.receiveBaton();
        }
        if (self == null) {
            driver.acquireUninterruptibly();
        } else if (!self.hasEnded) {
            self.baton.acquireUninterruptibly();
        }
    }

    private @Nullable VirtualTask nextDue() {
        while (failure == null && !isFinished()) {
            Due due = agenda.peek();
            if (due == null || due.at.isAfter(horizon)) {
                return null;
            }
            agenda.remove();
            if (!due.pause.over) {
                due.pause.over = true;
                now = due.at.isAfter(now) ? due.at : now;
                return due.pause.task;
            }
        }
        return null;
    }

    /** Whichever task asks: what the driver asks for must not fail in its place, or the driver would wait for ever. */
    private boolean isFinished() {
        try {
            return finished.getAsBoolean();
        } catch (RuntimeException | Error e) {
            failure = e;
            return true;
        }
    }

    /** One wait of one task; whichever event comes first ends it, the others then find it over. */
    private static final class Wait {
        private final VirtualTask task;
        private boolean over;

        private Wait(VirtualTask task) {
            this.task = task;
        }
    }

    private record Due(Instant at, long sequence, Wait pause) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final class VirtualTask implements Task {
        private final String name;
        private final Thread thread;
        private final Semaphore baton = new Semaphore(0);
        private final VirtualSignal ending = new VirtualSignal();
        private final Wait beginning = new Wait(this);
        private @Nullable Wait waiting;
        private boolean hasBegun;
        private boolean hasEnded;

        private VirtualTask(String name, Runnable body) {
            this.name = name;
            this.thread = Thread.ofVirtual()
                    .name(name)
                    .unstarted(() -> ScopedValue.where(CURRENT, this).run(() -> live(body)));
        }

        private void live(Runnable body) {
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                failure = failure == null && !closed ? e : failure;
            }
            end();
            passBaton(this);
        }

        private void end() {
            hasEnded = true;
            ending.raise();
        }

        private void receiveBaton() {
            if (hasBegun) {
                baton.release();
            } else {
                hasBegun = true;
                thread.start();
            }
        }

        private void wake() {
            if (waiting != null) {
                schedule(Duration.ZERO, waiting);
            }
        }

        @Override
        public void interrupt() {
            if (hasEnded) {
                return;
            }
            if (hasBegun) {
                thread.interrupt();
                wake();
            } else {
                beginning.over = true;
                end();
            }
        }

        @Override
        public void join() throws InterruptedException {
            ending.await();
        }

        @Override
        public boolean ended() {
            return hasEnded;
        }

        @Override
        public String toString() {
            return "task '" + name + "'";
        }
    }

    private final class VirtualSignal implements Signal {
        private final List<Wait> waits = new ArrayList<>();
        private boolean isRaised;

        @Override
        public void raise() {
            isRaised = true;
            waits.stream().filter(wait -> !wait.over).forEach(wait -> schedule(Duration.ZERO, wait));
            waits.clear();
        }

        @Override
        public boolean raised() {
            return isRaised;
        }

        @Override
        public void await() throws InterruptedException {
            if (!isRaised) {
                Wait wait = new Wait(currentTask());
                waits.add(wait);
                park(wait);
            }
        }

        @Override
        public boolean await(Duration limit) throws InterruptedException {
            if (!isRaised) {
                Wait wait = new Wait(currentTask());
                waits.add(wait);
                schedule(limit, wait);
                park(wait);
            }
            return isRaised;
        }
    }
}
