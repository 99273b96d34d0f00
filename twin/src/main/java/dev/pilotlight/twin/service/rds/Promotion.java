package dev.pilotlight.twin.service.rds;

/** The ways a secondary cluster becomes a writer. */
public enum Promotion {
    /** It leaves the global database. */
    DETACH,
    /** It takes over the global database; what was not replicated is lost. */
    FAILOVER,
    /** It takes over the global database when everything is replicated. */
    SWITCHOVER
}
