package dev.pilotlight.twin.service.rds;

import java.time.Instant;

/** What a database held at a moment, as a snapshot keeps it. No method waits. */
public interface HeldData {

    /** Whether all of it is kept by now; it stays true. */
    boolean isComplete();

    /**
     * A database of its own with what is kept here, which takes writes once it is ready.
     *
     * @param clusterArn whose database it will be
     * @param readyAt when it can be used, at the earliest
     */
    DatabaseEngine restored(String clusterArn, Instant readyAt);

    /** Nobody will restore it any more; what was restored before is left as it is. */
    void forget();
}
