package dev.pilotlight.twin.states.history;

/** Whoever wants to see events as they happen. Called in the task that caused the event; must not wait. */
@FunctionalInterface
public interface HistoryListener {
    void happened(HistoryEvent event);

    /** Nobody. */
    static HistoryListener none() {
        return event -> {};
    }
}
