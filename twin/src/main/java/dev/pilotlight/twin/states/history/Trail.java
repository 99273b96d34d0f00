package dev.pilotlight.twin.states.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One sequence of states writing to the history: every event names the one before it in the same sequence. */
public final class Trail {
    private final History history;
    private long last;

    Trail(History history, long last) {
        this.history = history;
        this.last = last;
    }

    /** A sequence that begins where this one is now, for a branch or an iteration. */
    public synchronized Trail fork() {
        return new Trail(history, last);
    }

    /** Goes on where another sequence has come to, as a state does after its branches. */
    public void follow(Trail other) {
        long reached = other.last();
        synchronized (this) {
            last = reached;
        }
    }

    private synchronized long last() {
        return last;
    }

    /**
     * Records an event.
     *
     * @return its number
     * @throws HistoryFullException when the history is full
     */
    public synchronized long record(EventType type, Map<String, JsonNode> details) {
        last = history.add(last, type, details);
        return last;
    }

    /** Records an event that has no details. */
    public synchronized long record(EventType type) {
        return record(type, Map.of());
    }

    /** Records an event that belongs to no sequence, as the first states and failed evaluations do. */
    public synchronized long recordApart(EventType type, Map<String, JsonNode> details) {
        last = history.add(0, type, details);
        return last;
    }

    /** Records the event that ends the execution, for which there is always room. */
    public synchronized void recordLast(EventType type, Map<String, JsonNode> details) {
        last = history.append(last, type, details);
    }
}
