package dev.pilotlight.fence;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How one barrier stands after a call. */
sealed interface Standing {

    /**
     * Nobody passes, as was seen.
     *
     * @param evidence small facts that prove it, as JSON values
     */
    record Closed(Map<String, Object> evidence) implements Standing {
        public Closed {
            evidence = sorted(evidence);
        }
    }

    /** It is up, but somebody may pass. */
    record Leaky(String why) implements Standing {
        public Leaky {
            requireNonNull(why);
        }
    }

    /** It is not up yet; call again. */
    record UnderWay(String why) implements Standing {
        public UnderWay {
            requireNonNull(why);
        }
    }

    /** It will not be put up: not allowed, or not possible. */
    record Refused(String why) implements Standing {
        public Refused {
            requireNonNull(why);
        }
    }

    /** Nobody answered; what was asked for may still take effect. */
    record Silent(String why) implements Standing {
        public Silent {
            requireNonNull(why);
        }
    }

    private static Map<String, Object> sorted(Map<String, Object> facts) {
        return Collections.unmodifiableMap(new TreeMap<>(facts));
    }
}
