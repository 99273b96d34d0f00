package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;
import java.util.Set;

/** S9: nothing that a failover needs is in the primary Region, global, or in us-east-1 only. */
final class NeedsOnlyTheRecoveryRegion implements Invariant {
    private static final Set<String> GLOBAL =
            Set.of("route53", "iam", "cloudfront", "organizations", "route53-recovery-control-config");

    private static final Set<String> BEST_EFFORT = Set.of("AssessOutage", "KeepSnapshots");

    /** The data plane of routing controls answers in five Regions, which are tried in turn. */
    private static final String ROUTING_CLUSTER = "route53-recovery-cluster";

    private final boolean failsOver;

    NeedsOnlyTheRecoveryRegion(boolean failsOver) {
        this.failsOver = failsOver;
    }

    @Override
    public String id() {
        return "S9";
    }

    @Override
    public String promise() {
        return "no failover calls a control plane elsewhere, nor the primary Region once it has promoted";
    }

    @Override
    public Optional<String> before(Attempt attempt, Truth truth) {
        String service = attempt.call().service();
        if (GLOBAL.contains(service)) {
            return Optional.of("call " + attempt.index() + " goes to the control plane of " + service
                    + ", which a failover must not need");
        }
        boolean late = failsOver
                && attempt.call().region().equals(truth.primary())
                && !truth.promotions().isEmpty();
        return late && !mayVisit(attempt)
                ? Optional.of("call " + attempt.index() + ", " + service + ":"
                        + attempt.call().operation() + ", goes to the primary Region after the promotion")
                : Optional.empty();
    }

    /** Both are a best effort there: assessing the outage, which a resumed run does again, and keeping snapshots. */
    private static boolean mayVisit(Attempt attempt) {
        boolean bestEffort = attempt.invocation()
                .filter(who -> BEST_EFFORT.contains(who.function()))
                .isPresent();
        return bestEffort || attempt.call().service().equals(ROUTING_CLUSTER);
    }
}
