package dev.pilotlight.fence;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link LookAtFence} as a Lambda function, without arguments. */
public final class LookAtFenceFunction extends StepFunction {
    public LookAtFenceFunction() {
        this(Surroundings.ofLambda());
    }

    public LookAtFenceFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new LookAtFence(Barriers.of(
                        request.plan(), request.run(), surroundings().clients()))
                .advance();
    }
}
