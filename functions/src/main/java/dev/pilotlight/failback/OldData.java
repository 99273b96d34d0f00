package dev.pilotlight.failback;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.Optional;

/**
 * A cluster that a failback has kept, and what there is of its data besides. What is not there any more when it is to
 * be deleted counts as deleted.
 */
interface OldData {

    /**
     * Looks at a kept cluster, its snapshots and the cluster that serves instead.
     *
     * @param kept its identifier
     */
    Sight read(Database database, String kept);

    /**
     * Takes a snapshot of the kept cluster.
     *
     * @param permit for {@link Act.Kind#SNAPSHOT_OLD_CLUSTER} of the kept cluster
     */
    void snapshot(Permit permit, PlanName plan, Kept kept, String name) throws HomeRejectedException;

    /**
     * Forbids deleting the kept cluster, or no longer.
     *
     * @param permit for {@link Act.Kind#PROTECT_OLD_CLUSTER} or {@link Act.Kind#UNPROTECT_OLD_CLUSTER} of the kept
     *     cluster
     */
    void protect(Permit permit, Kept kept, boolean wanted) throws HomeRejectedException;

    /**
     * Deletes a server of the kept cluster; the data stays.
     *
     * @param permit for {@link Act.Kind#DELETE_OLD_INSTANCE} of the server
     */
    void deleteInstance(Permit permit, Kept kept, String name) throws HomeRejectedException;

    /**
     * Deletes the kept cluster, which has no servers left, and its data.
     *
     * @param permit for {@link Act.Kind#DELETE_OLD_CLUSTER} of the kept cluster
     */
    void deleteCluster(Permit permit, Kept kept) throws HomeRejectedException;

    /**
     * The kept cluster as Amazon RDS describes it at one moment.
     *
     * @param resourceId which no other cluster ever has
     * @param isProtected whether it cannot be deleted
     * @param globalCluster the global database that it is a member of; usually none
     * @param servers by their names
     */
    record Kept(
            String arn,
            String resourceId,
            String status,
            boolean isProtected,
            Optional<String> globalCluster,
            List<Server> servers) {
        public Kept {
            requireNonNull(globalCluster);
            servers = List.copyOf(servers);
        }

        String identifier() {
            return arn.substring(arn.lastIndexOf(':') + 1);
        }

        boolean available() {
            return status.equals("available");
        }
    }

    /** A server of the kept cluster. */
    record Server(String name, String status) {
        boolean isBeingDeleted() {
            return status.equals("deleting");
        }
    }

    /** A snapshot of the kept cluster. */
    record Snapshot(String name, String status) {
        boolean available() {
            return status.equals("available");
        }
    }

    /**
     * All of it at one moment.
     *
     * @param kept the kept cluster; empty when it is not there
     * @param snapshots of it that people and this software have taken, by their names
     * @param writer the ARN of the cluster that takes the application's writes, with a server that does so; empty when
     *     that is not proven
     */
    record Sight(Optional<Kept> kept, List<Snapshot> snapshots, Optional<String> writer) {
        public Sight {
            requireNonNull(kept);
            snapshots = List.copyOf(snapshots);
            requireNonNull(writer);
        }

        Optional<Snapshot> snapshot(String name) {
            return snapshots.stream().filter(each -> each.name().equals(name)).findFirst();
        }
    }
}
