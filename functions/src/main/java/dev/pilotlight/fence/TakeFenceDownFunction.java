package dev.pilotlight.fence;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link TakeFenceDown} as a Lambda function, without arguments. */
public final class TakeFenceDownFunction extends StepFunction {
    public TakeFenceDownFunction() {
        this(Surroundings.ofLambda());
    }

    public TakeFenceDownFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new TakeFenceDown(Barriers.of(
                        request.plan(), request.run(), surroundings().clients()))
                .advance(request.plan(), Leases.forProduction(surroundings(), request), request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
