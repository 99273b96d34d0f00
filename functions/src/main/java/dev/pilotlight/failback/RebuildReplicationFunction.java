package dev.pilotlight.failback;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Database;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link RebuildReplication} as a Lambda function: arguments {@code database}, and {@code settle} to turn back. */
public final class RebuildReplicationFunction extends StepFunction {
    public RebuildReplicationFunction() {
        this(Surroundings.ofLambda());
    }

    public RebuildReplicationFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Database database = Steps.database(request);
        RebuildReplication step = new RebuildReplication(
                new AuroraHomeDatabases(surroundings().clients()), Steps.inStep(surroundings(), request));
        Lease lease = Leases.forProduction(surroundings(), request);
        return request.flag("settle")
                ? step.settle(request.plan(), database, request.run(), lease, request.since(), request.now())
                : step.advance(request.plan(), database, request.run(), lease, request.since(), request.now());
    }
}
