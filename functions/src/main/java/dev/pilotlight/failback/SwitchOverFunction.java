package dev.pilotlight.failback;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link SwitchOver} as a Lambda function: argument {@code database}. */
public final class SwitchOverFunction extends StepFunction {
    public SwitchOverFunction() {
        this(Surroundings.ofLambda());
    }

    public SwitchOverFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new SwitchOver(new AuroraHomeDatabases(surroundings().clients()), Steps.inStep(surroundings(), request))
                .advance(
                        request.plan(),
                        Steps.database(request),
                        request.run(),
                        Leases.forProduction(surroundings(), request),
                        request.since(),
                        request.now());
    }
}
