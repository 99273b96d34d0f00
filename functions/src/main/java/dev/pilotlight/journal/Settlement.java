package dev.pilotlight.journal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What became of an intended act, as the world shows it. */
public sealed interface Settlement {

    /**
     * The world is as the act makes it.
     *
     * @param evidence small facts that prove it, sorted by name
     */
    record Happened(Map<String, Object> evidence) implements Settlement {
        public Happened {
            evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
        }
    }

    /** The act had no effect and will have none: it was refused. */
    record DidNotHappen(String why) implements Settlement {}
}
