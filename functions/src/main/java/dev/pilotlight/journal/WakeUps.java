package dev.pilotlight.journal;

/** How a state machine that waits for a person is told to look at the table. It is told nothing else. */
public interface WakeUps {

    /**
     * Ends the wait. Waking somebody who no longer waits is no error: the state machine also wakes up by itself.
     *
     * @param token the waiting task's
     * @return whether somebody was still waiting
     */
    boolean wake(String token);
}
