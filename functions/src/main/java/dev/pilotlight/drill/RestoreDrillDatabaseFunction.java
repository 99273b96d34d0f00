package dev.pilotlight.drill;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Database;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link RestoreDrillDatabase} as a Lambda function: argument {@code database}. */
public final class RestoreDrillDatabaseFunction extends StepFunction {
    public RestoreDrillDatabaseFunction() {
        this(Surroundings.ofLambda());
    }

    public RestoreDrillDatabaseFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Database database = request.plan()
                .database(request.text("database"))
                .orElseThrow(() ->
                        new BrokenInputException("database: the plan has no database of this name; pass one it has"));
        DrillDatabases databases = new RdsDrillDatabases(
                surroundings().clients().rds(request.plan().regions().recovery()));
        return new RestoreDrillDatabase(databases)
                .advance(
                        request.plan(),
                        database,
                        request.run(),
                        Leases.forDrill(surroundings(), request),
                        request.now());
    }
}
