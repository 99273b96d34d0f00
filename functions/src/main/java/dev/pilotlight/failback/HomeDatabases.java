package dev.pilotlight.failback;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;

/**
 * The clusters of a database in both Regions, as a failback sees and changes them. None of the requests carries an
 * idempotency token: names make them idempotent, and what is there already is left as it is.
 */
interface HomeDatabases extends Constellations {

    /**
     * Takes a snapshot of the old primary.
     *
     * @param permit for {@link Act.Kind#SNAPSHOT_CLUSTER} of the home cluster
     */
    void snapshot(Permit permit, PlanName plan, Database database, Names names) throws HomeRejectedException;

    /**
     * Takes the old primary, which is the only member, out of its global cluster. It goes on as a cluster of its own.
     *
     * @param permit for {@link Act.Kind#LEAVE_GLOBAL_CLUSTER} of the home cluster
     */
    void leave(Permit permit, Database database) throws HomeRejectedException;

    /**
     * Gives the old primary another name, and forbids deleting it.
     *
     * @param permit for {@link Act.Kind#KEEP_CLUSTER} of the home cluster
     */
    void keep(Permit permit, Database database, Names names) throws HomeRejectedException;

    /**
     * Removes a global cluster without members: it holds nothing, and its name is needed.
     *
     * @param permit for {@link Act.Kind#DELETE_GLOBAL_CLUSTER} of the global cluster
     */
    void deleteGlobal(Permit permit, Database database) throws HomeRejectedException;

    /**
     * Makes a global cluster of the serving cluster.
     *
     * @param permit for {@link Act.Kind#CREATE_GLOBAL_CLUSTER} of the global cluster
     */
    void createGlobal(Permit permit, Database database) throws HomeRejectedException;

    /**
     * Adds the home Region to the global cluster: a cluster like the kept old primary, without servers yet.
     *
     * @param permit for {@link Act.Kind#CREATE_SECONDARY_CLUSTER} of the home cluster
     * @param like what it is to be like
     */
    void createSecondary(Permit permit, PlanName plan, Database database, Constellation.Cluster like)
            throws HomeRejectedException;

    /**
     * Gives the home cluster a server.
     *
     * @param permit for {@link Act.Kind#CREATE_DATABASE_INSTANCE} of the home cluster
     * @param type like {@code db.r6g.large}
     */
    void createInstance(Permit permit, PlanName plan, Database database, String name, String type)
            throws HomeRejectedException;

    /**
     * Makes the home cluster the writer of the global cluster, without losing anything.
     *
     * @param permit for {@link Act.Kind#SWITCH_OVER_GLOBAL_CLUSTER} of the home cluster
     */
    void switchOver(Permit permit, Database database) throws HomeRejectedException;
}
