package dev.pilotlight.approval;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link AcceptFence} as a Lambda function, without arguments. */
public final class AcceptFenceFunction extends StepFunction {
    private final AcceptFence step;

    public AcceptFenceFunction() {
        this(Surroundings.ofLambda());
    }

    public AcceptFenceFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new AcceptFence(Approvals.of(surroundings));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return step.advance(
                request.run(), request.plan(), Leases.forProduction(surroundings(), request), request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
