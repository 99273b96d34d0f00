package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/**
 * {@link KeepSnapshots} as a Lambda function: {@code returned} says that the old primaries' Region is back, and any run
 * may have failed them over.
 */
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
        Lease lease = Leases.forProduction(surroundings(), request);
        return request.flag("returned")
                ? step.afterReturn(request.plan(), lease, request.since(), request.now())
                : step.afterFailover(request.plan(), lease, request.since(), request.now());
    }
}
