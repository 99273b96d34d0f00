package dev.pilotlight.plan;

/** How a database is promoted. */
public enum Strategy {
    /** {@code FailoverGlobalCluster} with data loss allowed: the path that AWS recommends. */
    MANAGED,
    /** {@code RemoveFromGlobalCluster}: the recovery cluster becomes a standalone one at once. */
    DETACH
}
