package dev.pilotlight.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One Aurora global database.
 *
 * @param name unique in the plan
 * @param managedDeadline after this time a managed failover that is still pending becomes a case for a person
 * @param maxLag how much a promotion may lose without a person's word: the last known replication lag and the time
 *     until the outage was noticed, together
 * @param instanceClass what the recovery cluster's first instance is to be when it has none, like {@code db.r6g.large};
 *     a cluster with a serverless capacity range needs no such word
 */
public record Database(
        String name,
        GlobalClusterId globalCluster,
        ClusterArn primaryCluster,
        ClusterArn recoveryCluster,
        Strategy strategy,
        Duration managedDeadline,
        Duration maxLag,
        Optional<String> instanceClass) {
    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)?");

    public Database {
        Form.requireName(name, "the database's name");
        Durations.requirePositive(managedDeadline, "managedDeadline");
        Durations.requireNotNegative(maxLag, "maxLag");
        instanceClass.ifPresent(
                word -> Form.require(word, INSTANCE_CLASS, "a class of database instances", "db.r6g.large"));
    }

    /** The same database on its way home. */
    Database homeward() {
        return new Database(
                name, globalCluster, recoveryCluster, primaryCluster, strategy, managedDeadline, maxLag, instanceClass);
    }
}
