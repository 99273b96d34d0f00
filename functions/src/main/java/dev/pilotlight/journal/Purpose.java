package dev.pilotlight.journal;

/** What a run is for, which decides what it holds and who may take it over. */
public enum Purpose {
    /** Moves the application: holds the global clusters as well, and gives way to nobody. */
    FAILOVER,
    /** Keeps image copies fresh: gives way to a failover. */
    IMAGES,
    /** Exercises without touching production: gives way to a failover. */
    DRILL;

    /** Whether such a run may promote databases, and so holds their global clusters. */
    boolean holdsClusters() {
        return this == FAILOVER;
    }

    /** Whether such a run may begin while one for the other purpose is going on, which then ends. */
    boolean preempts(Purpose other) {
        return this == FAILOVER && other != FAILOVER;
    }
}
