package dev.pilotlight.database;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Snapshots of old primary clusters, in the Region that has failed. Every method may end with a
 * {@link dev.pilotlight.fence.PrimarySilentException}.
 */
public interface FailoverSnapshots {

    /** The snapshots of the primary cluster, whoever took them, in no particular order. */
    List<Snapshot> list(Database database);

    /**
     * Copies a snapshot within its Region, which makes it one that does not expire. The copy's name makes it unique.
     *
     * @param permit for {@link Act.Kind#COPY_SNAPSHOT} of the primary cluster
     * @param plan what the copy is marked with
     * @throws SnapshotRejectedException when the service will not copy it
     */
    void copy(Permit permit, PlanName plan, Database database, Snapshot snapshot) throws SnapshotRejectedException;

    /**
     * One snapshot.
     *
     * @param name unique in its Region; Aurora's own begin with {@code rds:}
     * @param status like {@code available} or {@code creating}
     * @param createdAt empty while the service does not say
     */
    record Snapshot(String name, String status, Optional<Instant> createdAt) {
        private static final String BEFORE_FAILOVER = "rds:unplanned-global-failover-";
        private static final String SYSTEM = "rds:";

        /** Whether Aurora took it of a primary that was failed over from, and will let it expire. */
        boolean isBeforeFailover() {
            return name.startsWith(BEFORE_FAILOVER);
        }

        boolean isAvailable() {
            return status.equals("available");
        }

        /** What a copy of it is called: its own name, without what is reserved to the service. */
        String copyName() {
            return name.startsWith(SYSTEM) ? name.substring(SYSTEM.length()) : name;
        }
    }
}
