package dev.pilotlight.aws;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers for limits that never strike: how long an answer takes on a busy machine is no part of a test. */
final class EndlessPatience extends ScheduledThreadPoolExecutor {
    EndlessPatience() {
        super(1, Thread.ofPlatform().daemon().factory());
        setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(command, 1, TimeUnit.DAYS);
    }
}
