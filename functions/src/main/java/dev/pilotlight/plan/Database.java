package dev.pilotlight.plan;

import java.time.Duration;

/**
 * One Aurora global database.
 *
 * @param name unique in the plan
 * @param managedDeadline after this time a managed failover that is still pending becomes a case for a person
 * @param maxLag how much a promotion may lose without a person's word: the last known replication lag and the time
 *     until the outage was noticed, together
 */
public record Database(
        String name,
        GlobalClusterId globalCluster,
        ClusterArn primaryCluster,
        ClusterArn recoveryCluster,
        Strategy strategy,
        Duration managedDeadline,
        Duration maxLag) {
    public Database {
        Form.requireName(name, "the database's name");
        Durations.requirePositive(managedDeadline, "managedDeadline");
        Durations.requireNotNegative(maxLag, "maxLag");
    }
}
