package dev.pilotlight.twin.service.rds;

import java.time.Instant;

/** Makes the databases of clusters that are added to a global database while the world goes on. */
@FunctionalInterface
public interface SecondaryEngines {

    /**
     * The database of a new secondary cluster. It begins to come about, and is alive once it can be read.
     *
     * @param clusterArn of the new cluster
     * @param leader the database that it will follow
     */
    DatabaseEngine following(String clusterArn, DatabaseEngine leader, Instant now);
}
