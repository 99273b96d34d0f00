package dev.pilotlight.outage;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.recovery.AwsRecoveryServices;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link CheckRecoveryRegion} as a Lambda function, without arguments. */
public final class CheckRecoveryRegionFunction extends StepFunction {
    public CheckRecoveryRegionFunction() {
        this(Surroundings.ofLambda());
    }

    public CheckRecoveryRegionFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new CheckRecoveryRegion(AwsRecoveryServices.of(surroundings(), request.plan()))
                .advance(request.plan().regions().recovery(), request.since(), request.now());
    }
}
