package dev.pilotlight.twin.physics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
        return with(draft -> draft.replicationLag = changed);
    }

    /** The same time for a detach and for a managed failover. */
    public DatabasePhysics withPromotion(Duration changed) {
        return with(draft -> {
            draft.detach = changed;
            draft.managedFailover = changed;
        });
    }

    /** What describes say late. */
    public DatabasePhysics withLags(Duration status, Duration membership, Duration endpoint) {
        return with(draft -> {
            draft.statusLag = status;
            draft.membershipLag = membership;
            draft.endpointLag = endpoint;
        });
    }

    public DatabasePhysics withSwitchover(Duration changed) {
        return with(draft -> draft.switchover = changed);
    }

    public DatabasePhysics withDeletion(Duration changed) {
        return with(draft -> draft.deletion = changed);
    }

    /** How long snapshots, restored clusters and their servers take to be there, and deletions. */
    public DatabasePhysics withRestoration(Duration restored, Duration deleted) {
        return with(draft -> {
            draft.instanceCreation = restored;
            draft.snapshot = restored;
            draft.restoration = restored;
            draft.deletion = deleted;
        });
    }

    /**
     * How long new clusters and servers, their first synchronisation, and snapshots take.
     *
     * @param creation of a cluster or a server
     * @param synchronisation of a secondary with its writer
     */
    public DatabasePhysics withBuilding(Duration creation, Duration synchronisation, Duration snapshots) {
        return with(draft -> {
            draft.instanceCreation = creation;
            draft.resynchronisation = synchronisation;
            draft.snapshot = snapshots;
            draft.snapshotCopy = snapshots;
        });
    }

    /** An old primary whose writes a managed failover does not stop. */
    public DatabasePhysics withoutFence() {
        return with(draft -> draft.fencesOldPrimary = false);
    }

    /** Managed failovers that are let be after a while. */
    public DatabasePhysics givingUpFailoversAfter(Duration after) {
        return with(draft -> draft.failoverGivenUpAfter = Optional.of(after));
    }

    private DatabasePhysics with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A nature while it is being changed. */
    private static final class Draft {
        private Duration replicationLag;
        private Duration detach;
        private Duration managedFailover;
        private Duration switchover;
        private Duration statusLag;
        private Duration membershipLag;
        private Duration endpointLag;
        private Duration resynchronisation;
        private Duration instanceCreation;
        private Duration snapshot;
        private Duration snapshotCopy;
        private Duration restoration;
        private Duration deletion;
        private boolean fencesOldPrimary;
        private Optional<Duration> failoverGivenUpAfter;

        Draft(DatabasePhysics nature) {
            replicationLag = nature.replicationLag;
            detach = nature.detach;
            managedFailover = nature.managedFailover;
            switchover = nature.switchover;
            statusLag = nature.statusLag;
            membershipLag = nature.membershipLag;
            endpointLag = nature.endpointLag;
            resynchronisation = nature.resynchronisation;
            instanceCreation = nature.instanceCreation;
            snapshot = nature.snapshot;
            snapshotCopy = nature.snapshotCopy;
            restoration = nature.restoration;
            deletion = nature.deletion;
            fencesOldPrimary = nature.fencesOldPrimary;
            failoverGivenUpAfter = nature.failoverGivenUpAfter;
        }

        DatabasePhysics finished() {
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
                    failoverGivenUpAfter);
        }
    }
}
