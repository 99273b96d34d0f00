package dev.pilotlight.twin.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Time and threads of one twin. Whoever waits must be a task of the timeline: a thread that {@link #start} or
 * {@link #after} made. Waits end early with {@link InterruptedException} when the task is interrupted.
 */
public interface Timeline {

    /** The present moment of this twin. */
    Instant now();

    /** Waits in the calling task; zero or less lets other tasks that are due now go first. */
    void sleep(Duration duration) throws InterruptedException;

    /** Starts a task now. The name is for people who read a thread dump or a history. */
    Task start(String name, Runnable body);

    /** Starts a task later, unless it is interrupted before then. */
    Task after(Duration delay, String name, Runnable body);

    /** A new signal that nobody has raised yet. */
    Signal signal();

    /** A piece of work on the timeline. */
    interface Task {
        /** Ends the task's present or next wait early; a task that has not started yet never will. */
        void interrupt();

        /** Waits in the calling task until this one has ended. */
        void join() throws InterruptedException;

        boolean ended();
    }

    /** Something tasks wait for; raised once, and for ever. */
    interface Signal {
        void raise();

        boolean raised();

        void await() throws InterruptedException;

        /**
         * Waits no longer than a limit.
         *
         * @return whether the signal was raised by then
         */
        boolean await(Duration limit) throws InterruptedException;
    }
}
