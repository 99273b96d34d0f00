package dev.pilotlight.drill;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SecurityGroupId;
import java.util.List;

/**
 * Databases that exist for a drill alone: each a snapshot of a recovery cluster, and a cluster restored from it under
 * the same name. They carry the plan in the tag {@code pilotlight:drill}, and their names begin with {@value #PREFIX},
 * to which the functions' permissions are bound.
 */
interface DrillDatabases {
    /** What every name begins with. */
    String PREFIX = "pilotlight-drill-";

    /** Everything that drills of a plan have made and that is still there, in the order of the names. */
    Stock of(PlanName plan);

    /**
     * Takes a snapshot of the recovery cluster, which goes on as it was. One that is there already is left as it is.
     *
     * @param permit for {@link Act.Kind#CREATE_DRILL_SNAPSHOT} of {@code name}
     */
    void snapshot(Permit permit, PlanName plan, Database source, String name) throws DrillRejectedException;

    /**
     * Restores a snapshot as a cluster of the same name that stands alone, in the subnets of the recovery cluster and
     * behind the drill's security groups. One that is there already is left as it is.
     *
     * @param permit for {@link Act.Kind#RESTORE_DRILL_CLUSTER} of {@code name}
     */
    void restore(Permit permit, PlanName plan, Database source, String name, List<SecurityGroupId> groups)
            throws DrillRejectedException;

    /**
     * Creates the one server of a restored cluster, of the class that the recovery cluster's have.
     *
     * @param permit for {@link Act.Kind#CREATE_DRILL_INSTANCE} of {@code name}
     */
    void createInstance(Permit permit, PlanName plan, Database source, String name) throws DrillRejectedException;

    /**
     * Deletes a server; one that is gone already is no error.
     *
     * @param permit for {@link Act.Kind#DELETE_DRILL_INSTANCE} of {@code name}
     */
    void deleteInstance(Permit permit, String name);

    /**
     * Deletes a cluster without servers, and keeps no last snapshot of it.
     *
     * @param permit for {@link Act.Kind#DELETE_DRILL_CLUSTER} of {@code name}
     */
    void deleteCluster(Permit permit, String name);

    /**
     * Deletes a snapshot that is complete.
     *
     * @param permit for {@link Act.Kind#DELETE_DRILL_SNAPSHOT} of {@code name}
     */
    void deleteSnapshot(Permit permit, String name);

    /** What drills of a plan have made. */
    record Stock(List<Snapshot> snapshots, List<Cluster> clusters) {
        public Stock {
            snapshots = List.copyOf(snapshots);
            clusters = List.copyOf(clusters);
        }

        boolean isEmpty() {
            return snapshots.isEmpty() && clusters.isEmpty();
        }
    }

    /** A snapshot; its status is RDS's word, like {@code creating}. */
    record Snapshot(String name, String status) {
        boolean isComplete() {
            return status.equals("available");
        }
    }

    /**
     * A restored cluster.
     *
     * @param status RDS's word
     * @param endpoint host and port, like {@code host:5432}
     * @param servers in the order of their names
     */
    record Cluster(String name, String status, String endpoint, List<Server> servers) {
        public Cluster {
            servers = List.copyOf(servers);
        }
    }

    /** A server of a restored cluster; its status is RDS's word. */
    record Server(String name, String status) {}
}
