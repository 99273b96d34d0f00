package dev.pilotlight.failback;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link SurveyHome} as a Lambda function, without arguments. */
public final class SurveyHomeFunction extends StepFunction {
    public SurveyHomeFunction() {
        this(Surroundings.ofLambda());
    }

    public SurveyHomeFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new SurveyHome(new AuroraConstellations(surroundings().clients()))
                .advance(request.plan(), request.run(), Leases.of(surroundings(), request));
    }
}
