package dev.pilotlight.database;

import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
import java.util.Optional;

/**
 * When a promotion counts as proven. The recovery cluster must have left its role as a reader, be available, have an
 * available instance that takes writes, and answer at an endpoint that is not read-only.
 *
 * <p>All of that together is still not enough. A cluster keeps reading {@code available} for some time after the
 * promotion was asked for, and can vanish from the global cluster before its own promotion has ended; a description
 * from before the promotion and one from after it may look alike. So the change itself must have been visible: either
 * the cluster was seen in another status after the request, or its writer appeared after a request that was made when
 * it had none.
 */
public final class PromotionProof {
    private PromotionProof() {}

    /** What is still missing in the description itself, as one sentence; empty when nothing is. */
    public static Optional<String> missing(DatabaseState state) {
        if (!state.left()) {
            return Optional.of("the cluster still is a reader of the global cluster");
        }
        if (state.membership() == Membership.WRITER && state.failover().isPresent()) {
            return Optional.of("the managed failover is " + state.failover().get());
        }
        if (!state.available()) {
            return Optional.of("the cluster is " + state.status());
        }
        Optional<Instance> writer = state.writer();
        if (writer.isEmpty()) {
            return Optional.of("no instance of the cluster takes writes yet");
        }
        if (!writer.get().available()) {
            return Optional.of("the writing instance " + writer.get().name() + " is "
                    + writer.get().status());
        }
        if (readOnly(state.endpoint())) {
            return Optional.of("the endpoint " + state.endpoint() + " is still the read-only one");
        }
        return Optional.empty();
    }

    /** A secondary cluster's endpoint carries {@code .cluster-ro-}, which it loses with the promotion. */
    private static boolean readOnly(String endpoint) {
        return endpoint.isEmpty() || endpoint.contains(".cluster-ro-");
    }
}
