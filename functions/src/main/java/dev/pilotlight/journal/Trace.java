package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What somebody who only looks finds of an act of which nobody has written down what became of it. */
public sealed interface Trace {

    /**
     * The world is as the act makes it, or is becoming so.
     *
     * @param evidence small facts that prove it, as JSON values, sorted by name
     */
    record Found(Map<String, Object> evidence) implements Trace {
        public Found {
            evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
        }
    }

    /** The world is not as the act makes it. Once nothing can arrive any more, that means that it never happened. */
    record Nothing() implements Trace {}

    /** The world does not tell, or nobody could look: to conclude anything would be a guess. */
    record Unclear(String why) implements Trace {
        public Unclear {
            requireNonNull(why);
        }
    }

    /** Found, without more to say, when the effect is there. */
    static Trace of(boolean effect) {
        return effect ? new Found(Map.of()) : new Nothing();
    }

    /** Found when there are facts that prove it. */
    static Trace of(Optional<Map<String, Object>> evidence) {
        return evidence.<Trace>map(Found::new).orElseGet(Nothing::new);
    }
}
