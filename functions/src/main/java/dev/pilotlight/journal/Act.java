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
        CREATE_IMAGE,
        COPY_IMAGE,
        TAG_IMAGE,
        LAUNCH_INSTANCES,
        TERMINATE_INSTANCES,
        REGISTER_TARGETS,
        DEREGISTER_TARGETS,
        SCALE_GROUP,
        CREATE_DATABASE_INSTANCE,
        DETACH_CLUSTER,
        FAILOVER_GLOBAL_CLUSTER,
        BIND_PARAMETER,
        PROMOTE_SECRET,
        BIND_SECRET,
        SHIFT_TRAFFIC
    }
}
