package dev.pilotlight.plan;

/** Which database a drill works on; never the production one. */
public enum DrillDatabase {
    /** No database. */
    NONE,
    /** A cluster restored from a snapshot for the drill. */
    SNAPSHOT
}
