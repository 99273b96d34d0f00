package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link ReleaseDatabases} as a Lambda function, without arguments. */
public final class ReleaseDatabasesFunction extends StepFunction {
    public ReleaseDatabasesFunction() {
        this(Surroundings.ofLambda());
    }

    public ReleaseDatabasesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new ReleaseDatabases(new AuroraGlobalDatabases(surroundings().clients()))
                .advance(request.plan(), Leases.forProduction(surroundings(), request), request.now());
    }
}
