package dev.pilotlight.drill;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link CheckDrillIsolation} as a Lambda function, without arguments. It changes nothing. */
public final class CheckDrillIsolationFunction extends StepFunction {
    public CheckDrillIsolationFunction() {
        this(Surroundings.ofLambda());
    }

    public CheckDrillIsolationFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        DrillNetwork network = new Ec2DrillNetwork(
                surroundings().clients().ec2(request.plan().regions().recovery()));
        return new CheckDrillIsolation(network).advance(request.plan());
    }
}
