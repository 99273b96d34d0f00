package dev.pilotlight.fence;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link FencePrimary} as a Lambda function, without arguments. */
public final class FencePrimaryFunction extends StepFunction {
    public FencePrimaryFunction() {
        this(Surroundings.ofLambda());
    }

    public FencePrimaryFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new FencePrimary(Barriers.of(
                        request.plan(), request.run(), surroundings().clients()))
                .advance(request.plan(), Leases.forProduction(surroundings(), request), request.since(), request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
