package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Announcement;
import dev.pilotlight.journal.Announcements;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Database;
import dev.pilotlight.recovery.AwsRecoveryServices;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link PromoteDatabase} as a Lambda function: argument {@code database}. */
public final class PromoteDatabaseFunction extends StepFunction {
    public PromoteDatabaseFunction() {
        this(Surroundings.ofLambda());
    }

    public PromoteDatabaseFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        PromoteDatabase step = new PromoteDatabase(
                new AuroraGlobalDatabases(surroundings().clients()),
                AwsRecoveryServices.of(surroundings(), request.plan()));
        Database database = database(request);
        Outcome outcome = step.advance(
                request.plan(),
                database,
                Leases.forProduction(surroundings(), request),
                request.since(),
                request.now());
        return Announcements.of(surroundings()).after(outcome, Announcement.PROMOTED, database.name(), request);
    }

    static Database database(StepRequest request) {
        return request.plan()
                .database(request.text("database"))
                .orElseThrow(() ->
                        new BrokenInputException("database: the plan has no database of this name; pass one it has"));
    }
}
