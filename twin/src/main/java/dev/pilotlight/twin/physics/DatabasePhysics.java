package dev.pilotlight.twin.physics;

import java.time.Duration;
import java.util.Optional;

/**
 * The nature of Aurora clusters and global databases; what the Aurora guide says stands under <a
 * href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">
 * disaster recovery</a>.
 *
 * @param replicationLag how far a secondary is behind; the Aurora guide says "typically under a second", 500 ms is an
 *     assumption
 * @param detach from RemoveFromGlobalCluster until the cluster takes writes; 300 s is an assumption, AWS publishes no
 *     time
 * @param managedFailover from FailoverGlobalCluster with data loss allowed until the target takes writes; 300 s is an
 *     assumption for the documented "within a few minutes"
 * @param switchover from SwitchoverGlobalCluster until the target takes writes; 90 s is an assumption
 * @param statusLag how long after the call cluster and instances still read {@code available}, or, for a managed
 *     failover, {@code FailoverState} reads {@code pending}; 70 s is an assumption
 * @param membershipLag how long after a detaching call the member is still listed: it may vanish long before the
 *     promotion ends; 20 s is an assumption
 * @param endpointLag how long after the promotion's end describes still show the reader endpoint; zero is an assumption
 * @param resynchronisation how long an old primary, back again, or a new secondary reads {@code pending-resync}; 30 min
 *     is an assumption for "minutes to hours"
 * @param instanceCreation from CreateDBInstance, or CreateDBCluster for a secondary, to {@code available}; 480 s is an
 *     assumption
 * @param snapshot from CreateDBClusterSnapshot to {@code available}; 120 s is an assumption
 * @param snapshotCopy from CopyDBClusterSnapshot to {@code available}; 600 s is an assumption
 * @param restoration from RestoreDBClusterFromSnapshot until the cluster, still without servers, is {@code available};
 *     600 s is an assumption
 * @param deletion from DeleteDBInstance or DeleteDBCluster until nothing is left; 180 s is an assumption
 * @param fencesOldPrimary whether a managed failover or switchover stops the old primary's writes at its beginning; the
 *     Aurora guide calls it best effort, event RDS-EVENT-0391 says when it failed
 * @param failoverGivenUpAfter when a managed failover is let be without an effect; empty when it always succeeds. That
 *     it can end so is what {@code FailoverState} {@code cancelling} stands for
 */
public record DatabasePhysics(
        Duration replicationLag,
        Duration detach,
        Duration managedFailover,
        Duration switchover,
        Duration statusLag,
        Duration membershipLag,
        Duration endpointLag,
        Duration resynchronisation,
        Duration instanceCreation,
        Duration snapshot,
        Duration snapshotCopy,
        Duration restoration,
        Duration deletion,
        boolean fencesOldPrimary,
        Optional<Duration> failoverGivenUpAfter) {

    public static DatabasePhysics defaults() {
        return new DatabasePhysics(
                Duration.ofMillis(500),
                Duration.ofSeconds(300),
                Duration.ofSeconds(300),
                Duration.ofSeconds(90),
                Duration.ofSeconds(70),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofMinutes(30),
                Duration.ofSeconds(480),
                Duration.ofSeconds(120),
                Duration.ofSeconds(600),
                Duration.ofSeconds(600),
                Duration.ofSeconds(180),
                true,
                Optional.empty());
    }

    public DatabasePhysics withReplicationLag(Duration changed) {
        return new DatabasePhysics(
                changed,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    /** The same time for a detach and for a managed failover. */
    public DatabasePhysics withPromotion(Duration changed) {
        return new DatabasePhysics(
                replicationLag,
                changed,
                changed,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    /** What describes say late. */
    public DatabasePhysics withLags(Duration status, Duration membership, Duration endpoint) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                status,
                membership,
                endpoint,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    public DatabasePhysics withSwitchover(Duration changed) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                changed,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    public DatabasePhysics withDeletion(Duration changed) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                changed,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    /** How long snapshots, restored clusters and their servers take to be there, and deletions. */
    public DatabasePhysics withRestoration(Duration restored, Duration deleted) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                restored,
                restored,
                snapshotCopy,
                restored,
                deleted,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    /**
     * How long new clusters and servers, their first synchronisation, and snapshots take.
     *
     * @param creation of a cluster or a server
     * @param synchronisation of a secondary with its writer
     */
    public DatabasePhysics withBuilding(Duration creation, Duration synchronisation, Duration snapshots) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                synchronisation,
                creation,
                snapshots,
                snapshots,
                restoration,
                deletion,
                fencesOldPrimary,
                failoverGivenUpAfter);
    }

    /** An old primary whose writes a managed failover does not stop. */
    public DatabasePhysics withoutFence() {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                false,
                failoverGivenUpAfter);
    }

    /** Managed failovers that are let be after a while. */
    public DatabasePhysics givingUpFailoversAfter(Duration after) {
        return new DatabasePhysics(
                replicationLag,
                detach,
                managedFailover,
                switchover,
                statusLag,
                membershipLag,
                endpointLag,
                resynchronisation,
                instanceCreation,
                snapshot,
                snapshotCopy,
                restoration,
                deletion,
                fencesOldPrimary,
                Optional.of(after));
    }
}
