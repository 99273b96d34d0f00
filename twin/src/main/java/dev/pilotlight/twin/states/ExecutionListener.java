package dev.pilotlight.twin.states;

import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.states.history.HistoryListener;

/** Whoever wants to follow an execution. Called in the task that causes what happens; must not wait. */
@FunctionalInterface
public interface ExecutionListener extends HistoryListener {

    /** The execution has begun, or begun again, or ended. */
    default void statusChanged(Execution execution) {}

    /** Nobody. */
    static ExecutionListener none() {
        return (HistoryEvent event) -> {};
    }
}
