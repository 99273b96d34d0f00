package dev.pilotlight.step;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a step found or did in one call. Anything else is an exception whose class the state machine names. */
public sealed interface Outcome {

    /**
     * The world is as the plan wants it.
     *
     * @param evidence small facts that prove it (JSON values only, at most 4 KiB when written), sorted by name
     */
    record Done(Map<String, Object> evidence) implements Outcome {
        public Done {
            evidence = sorted(evidence);
        }
    }

    /**
     * Not there yet; call again.
     *
     * @param why what is being waited for, as one sentence
     * @param retryAfter the shortest sensible wait, at least one second
     * @param carried fields that the state machine hands back with the next call, like the checks passed so far
     */
    record Pending(String why, Duration retryAfter, Map<String, Object> carried) implements Outcome {
        public Pending {
            requireNonNull(why);
            carried = sorted(carried);
            if (retryAfter.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("retryAfter is " + retryAfter + "; it must be at least 1 s");
            }
        }

        public Pending(String why, Duration retryAfter) {
            this(why, retryAfter, Map.of());
        }

        public Pending(String why) {
            this(why, Duration.ofSeconds(1));
        }
    }

    /**
     * A guard says no; calling again will not help.
     *
     * @param guard which one
     * @param why what was found
     * @param remedy what a person can do about it
     * @param facts what programs read beside the sentences, like which run holds the plan (JSON values only)
     */
    record Refused(Guard guard, String why, String remedy, Map<String, Object> facts) implements Outcome {
        public Refused {
            requireNonNull(guard);
            requireNonNull(why);
            requireNonNull(remedy);
            facts = sorted(facts);
        }

        public Refused(Guard guard, String why, String remedy) {
            this(guard, why, remedy, Map.of());
        }
    }

    static Done done() {
        return new Done(Map.of());
    }

    static Done done(Map<String, Object> evidence) {
        return new Done(evidence);
    }

    /** A copy whose order never depends on hashing. */
    private static Map<String, Object> sorted(Map<String, Object> facts) {
        return Collections.unmodifiableMap(new TreeMap<>(facts));
    }
}
