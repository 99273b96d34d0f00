package dev.pilotlight.twin.states.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The history of one execution: numbered without gaps, and limited, as the service limits it, to 25,000 events. */
public final class History {
    /** Service quota "Maximum execution history size". */
    public static final int STANDARD_LIMIT = 25_000;

    private final InstantSource clock;
    private final HistoryListener listener;
    private final int limit;
    private final List<HistoryEvent> events = new ArrayList<>();

    public History(InstantSource clock, HistoryListener listener, int limit) {
        this.clock = clock;
        this.listener = listener;
        this.limit = limit;
    }

    /** The beginning of a sequence of states. */
    public Trail trail() {
        return new Trail(this, 0);
    }

    /** The events so far. */
    public synchronized List<HistoryEvent> events() {
        return List.copyOf(events);
    }

    /** How many events there are so far. */
    public synchronized int size() {
        return events.size();
    }

    /**
     * Adds an event and keeps one place free for the last one.
     *
     * @throws HistoryFullException when only that place is left
     */
    long add(long previous, EventType type, Map<String, JsonNode> details) {
        if (size() >= limit - 1) {
            throw new HistoryFullException(limit);
        }
        return append(previous, type, details);
    }

    /** Adds the event that ends the execution. */
    long append(long previous, EventType type, Map<String, JsonNode> details) {
        HistoryEvent event;
        synchronized (this) {
            event = new HistoryEvent(events.size() + 1L, previous, clock.instant(), type, details);
            events.add(event);
        }
        listener.happened(event);
        return event.id();
    }
}
