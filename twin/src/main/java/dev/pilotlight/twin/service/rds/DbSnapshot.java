package dev.pilotlight.twin.service.rds;

import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot of a cluster.
 *
 * @param source the ARN of the snapshot it was copied from; empty when it was taken from the cluster
 * @param held what is in it; copies have the same
 * @param type {@code manual} or {@code automated}
 * @param takes from its beginning to its availability
 */
record DbSnapshot(
        String identifier,
        String arn,
        String region,
        DbCluster cluster,
        HeldData held,
        String source,
        String type,
        Instant began,
        Duration takes) {

    boolean isManual() {
        return type.equals("manual");
    }

    boolean isAvailable(Instant now) {
        return !now.isBefore(began.plus(takes)) && held.isComplete();
    }

    int percent(Instant now) {
        long elapsed = Duration.between(began, now).toMillis();
        return isAvailable(now) ? 100 : (int) Math.min(99, elapsed * 100 / Math.max(1, takes.toMillis()));
    }

    /** The snapshot that Aurora takes of an old primary; it is kept only as long as automated backups are. */
    static DbSnapshot beforeFailover(DbCluster old, Instant now, Duration takes) {
        String identifier = "rds:unplanned-global-failover-" + old.name().identifier() + "-" + now.getEpochSecond();
        return of(identifier, old.name().region(), old, old.engine().hold(now), "", "automated", now, takes);
    }

    static DbSnapshot of(
            String identifier,
            String region,
            DbCluster cluster,
            HeldData held,
            String source,
            String type,
            Instant began,
            Duration takes) {
        String arn = "arn:aws:rds:" + region + ":" + cluster.name().account() + ":cluster-snapshot:" + identifier;
        return new DbSnapshot(identifier, arn, region, cluster, held, source, type, began, takes);
    }
}
