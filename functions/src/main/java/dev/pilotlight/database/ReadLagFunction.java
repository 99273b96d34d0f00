package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link ReadLag} as a Lambda function: arguments {@code database} and {@code outageBegan}. */
public final class ReadLagFunction extends StepFunction {
    private final ReadLag step;

    public ReadLagFunction() {
        this(Surroundings.ofLambda());
    }

    public ReadLagFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new ReadLag(new CloudWatchReplicationLag(surroundings.clients()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return step.advance(
                PromoteDatabaseFunction.database(request),
                request.time("outageBegan"),
                request.run().startedAt());
    }
}
