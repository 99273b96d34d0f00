package dev.pilotlight.journal;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link ContinueRun} as a Lambda function: arguments {@code executionArn} and {@code input}. */
public final class ContinueRunFunction extends StepFunction {
    private final ContinueRun continueRun;

    /** As Lambda makes it. */
    public ContinueRunFunction() {
        this(Surroundings.ofLambda());
    }

    public ContinueRunFunction(Surroundings surroundings) {
        super(surroundings);
        this.continueRun = new ContinueRun(
                new StepFunctionsSuccessors(surroundings.clients().stepFunctions()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return continueRun.advance(request, Leases.of(surroundings(), request));
    }
}
