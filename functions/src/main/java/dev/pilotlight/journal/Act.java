package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

/**
 * One named change of the application's resources, as it is written down before it is made.
 *
 * @param kind what is done
 * @param target what it is done to: an ARN, an id, or a name that is unique in the plan
 * @param token the idempotency token the call carries, or the hash of the request where AWS takes none; equal acts have
 *     equal tokens
 */
public record Act(Kind kind, String target, String token) {
    public Act {
        requireNonNull(kind);
        if (target.isBlank() || token.isBlank()) {
            throw new IllegalArgumentException(
                    "an act needs a target and a token, found '" + target + "', '" + token + "'");
        }
    }

    /** Everything this software ever changes. */
    public enum Kind {
        CREATE_IMAGE(Course.FORWARD),
        COPY_IMAGE(Course.FORWARD),
        TAG_IMAGE(Course.FORWARD),
        DEREGISTER_IMAGE(Course.FORWARD),
        DELETE_IMAGE_SNAPSHOT(Course.FORWARD),
        LAUNCH_INSTANCES(Course.FORWARD),
        TERMINATE_INSTANCES(Course.BACK),
        REGISTER_TARGETS(Course.FORWARD),
        DEREGISTER_TARGETS(Course.BACK),
        RAISE_GROUP(Course.FORWARD),
        LOWER_GROUP(Course.BACK),
        CREATE_DATABASE_INSTANCE(Course.FORWARD),
        DELETE_DATABASE_INSTANCE(Course.BACK),
        CREATE_DRILL_SNAPSHOT(Course.FORWARD),
        RESTORE_DRILL_CLUSTER(Course.FORWARD),
        CREATE_DRILL_INSTANCE(Course.FORWARD),
        DELETE_DRILL_INSTANCE(Course.BACK),
        DELETE_DRILL_CLUSTER(Course.BACK),
        DELETE_DRILL_SNAPSHOT(Course.BACK),
        DELETE_DRILL_VOLUME(Course.BACK),
        DETACH_CLUSTER(Course.FINAL),
        FAILOVER_GLOBAL_CLUSTER(Course.FINAL),
        COPY_SNAPSHOT(Course.FORWARD),
        BIND_PARAMETER(Course.FINAL),
        PROMOTE_SECRET(Course.FINAL),
        BIND_SECRET(Course.FINAL),
        SHIFT_TRAFFIC(Course.FINAL),
        SNAPSHOT_CLUSTER(Course.FORWARD),
        LEAVE_GLOBAL_CLUSTER(Course.FORWARD),
        KEEP_CLUSTER(Course.FORWARD),
        DELETE_GLOBAL_CLUSTER(Course.FORWARD),
        CREATE_GLOBAL_CLUSTER(Course.FORWARD),
        CREATE_SECONDARY_CLUSTER(Course.FORWARD),
        SWITCH_OVER_GLOBAL_CLUSTER(Course.FINAL),
        SHIFT_TRAFFIC_HOME(Course.FINAL),
        SNAPSHOT_OLD_CLUSTER(Course.FORWARD),
        UNPROTECT_OLD_CLUSTER(Course.FORWARD),
        PROTECT_OLD_CLUSTER(Course.BACK),
        DELETE_OLD_INSTANCE(Course.FINAL),
        DELETE_OLD_CLUSTER(Course.FINAL),
        CREATE_NETWORK_ACL(Course.FORWARD),
        CLOSE_SUBNET(Course.FORWARD),
        REOPEN_SUBNET(Course.BACK),
        DELETE_NETWORK_ACL(Course.BACK),
        STOP_INSTANCES(Course.FORWARD),
        START_INSTANCES(Course.BACK),
        EMPTY_OLD_GROUP(Course.FORWARD),
        REFILL_OLD_GROUP(Course.BACK),
        CALL_FENCE_FUNCTION(Course.FORWARD),
        LIFT_FENCE_FUNCTION(Course.BACK);

        private final Course course;

        Kind(Course course) {
            this.course = course;
        }

        public Course course() {
            return course;
        }
    }

    /** Which way an act leads. */
    public enum Course {
        /** Towards where the application is to be brought up; a run that turns back undoes it, or it harms nothing. */
        FORWARD,
        /** Towards there, and nothing this software does takes it back: the point of no return. */
        FINAL,
        /** Undoes another act. A run that has been stopped makes no others. */
        BACK
    }
}
