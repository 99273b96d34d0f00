package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link KeepSnapshots} as a Lambda function. */
public final class KeepSnapshotsFunction extends StepFunction {
    private final KeepSnapshots step;

    public KeepSnapshotsFunction() {
        this(Surroundings.ofLambda());
    }

    public KeepSnapshotsFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new KeepSnapshots(new AuroraFailoverSnapshots(surroundings.clients()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return step.advance(
                request.plan(), Leases.forProduction(surroundings(), request), request.since(), request.now());
    }
}
