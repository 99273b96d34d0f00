package dev.pilotlight.recovery;

import java.util.SortedMap;

/** The services of the recovery Region without which a failover cannot end (S14). */
public interface RecoveryServices {

    /** Asks each of them something cheap now; the names of those that did not answer, with what happened instead. */
    SortedMap<String, String> unanswered();
}
