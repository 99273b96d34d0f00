package dev.pilotlight.fence;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.List;

/**
 * {@link TakeFenceDown} as a Lambda function: argument {@code earlier}, whether it is the fence of the failovers before
 * this run that is to go.
 */
public final class TakeFenceDownFunction extends StepFunction {
    public TakeFenceDownFunction() {
        this(Surroundings.ofLambda());
    }

    public TakeFenceDownFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        boolean earlier = request.flag("earlier");
        List<Barrier> barriers = Barriers.of(
                        request.plan(), request.run(), surroundings().clients())
                .stream()
                .filter(barrier -> !earlier || isInTheWayHome(barrier, request.plan()))
                .toList();
        TakeFenceDown step = new TakeFenceDown(barriers);
        Lease lease = Leases.forProduction(surroundings(), request);
        return earlier
                ? step.advanceAtHome(request.plan(), lease, request.now())
                : step.advance(request.plan(), lease, request.now());
    }

    /** Old instances stay stopped where the way home launches others in their place. */
    private static boolean isInTheWayHome(Barrier barrier, Plan plan) {
        return switch (barrier.method()) {
            case NETWORK_ACL, FUNCTION -> true;
            case STOP_COMPUTE ->
                plan.failback() == null || plan.failback().tiers().isEmpty();
        };
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
