package dev.pilotlight.database;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;

/** Aurora global databases, always seen and changed through the recovery Region. */
public interface GlobalDatabases {

    /**
     * Reads what the recovery Region knows.
     *
     * @throws NotPromotableException when the global cluster or the recovery cluster does not exist
     */
    DatabaseState read(Database database) throws NotPromotableException;

    /**
     * Creates the one instance of a cluster that has none. An instance that is already there is left as it is.
     *
     * @param permit for {@link Act.Kind#CREATE_DATABASE_INSTANCE} of the recovery cluster
     * @param plan what the instance is marked with
     * @param instanceClass like {@code db.serverless}
     */
    void createInstance(Permit permit, PlanName plan, Database database, String instanceClass)
            throws NotPromotableException;

    /**
     * Deletes the instance that {@link #createInstance} creates, and no other. One that is gone stays so.
     *
     * @param permit for {@link Act.Kind#DELETE_DATABASE_INSTANCE} of the recovery cluster
     * @throws NotPromotableException when it cannot be deleted in its present state
     */
    void deleteInstance(Permit permit, Database database) throws NotPromotableException;

    /** What {@link #createInstance} calls the instance. */
    static String createdInstance(Database database) {
        return database.recoveryCluster().identifier() + "-pilotlight";
    }

    /**
     * Takes the recovery cluster out of its global cluster, which makes it a standalone cluster that takes writes. The
     * call carries no idempotency token; repeated, it is rejected.
     *
     * @param permit for {@link Act.Kind#DETACH_CLUSTER} of the recovery cluster
     * @throws NotMemberException when the cluster has left the global cluster already
     * @throws NotPromotableException when the service rejects the request in the present state
     */
    void detach(Permit permit, Database database) throws NotPromotableException;

    /**
     * Makes the recovery cluster the writer of its global cluster, giving up what was not replicated.
     *
     * @param permit for {@link Act.Kind#FAILOVER_GLOBAL_CLUSTER} of the recovery cluster
     * @throws NotMemberException when the cluster is no member, so that there is nothing to fail over to
     * @throws IncompatibleVersionsException when the engine versions of the clusters differ
     * @throws NotPromotableException when the service rejects the request in the present state
     */
    void failOver(Permit permit, Database database) throws NotPromotableException;
}
