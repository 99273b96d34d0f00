package dev.pilotlight.readiness;

import static java.util.Objects.requireNonNull;

/** What one check found. */
sealed interface Finding {

    /**
     * A failover can rely on it.
     *
     * @param evidence what was seen
     */
    record Ready(String evidence) implements Finding {
        public Ready {
            requireNonNull(evidence);
        }
    }

    /**
     * A failover would fail on it, or lose time or data.
     *
     * @param evidence what was seen
     * @param remedy what a person should do
     */
    record NotReady(String evidence, String remedy) implements Finding {
        public NotReady {
            requireNonNull(evidence);
            requireNonNull(remedy);
        }
    }

    /**
     * Nobody could tell: our own question failed, or there was nothing to see.
     *
     * @param why what happened instead of an answer
     * @param remedy how an answer can be had
     */
    record Unknown(String why, String remedy) implements Finding {
        public Unknown {
            requireNonNull(why);
            requireNonNull(remedy);
        }
    }
}
