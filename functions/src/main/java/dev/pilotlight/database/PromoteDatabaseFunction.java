package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Database;
import dev.pilotlight.recovery.AwsRecoveryServices;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.Optional;

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
                AwsRecoveryServices.of(surroundings(), request.plan()),
                PromoteDatabaseFunction::nobodyToAsk);
        return step.advance(
                request.plan(),
                database(request),
                Leases.forProduction(surroundings(), request),
                request.since(),
                request.now());
    }

    private static Optional<Outcome> nobodyToAsk(Database database, Instant begunAt) {
        return Optional.of(new Outcome.Refused(
                Guard.NOT_PROMOTABLE,
                "the managed failover asked for at " + begunAt + " has not made "
                        + database.recoveryCluster().identifier() + " the writer within " + database.managedDeadline(),
                PromotionAdvice.of(database)));
    }

    static Database database(StepRequest request) {
        return request.plan()
                .database(request.text("database"))
                .orElseThrow(() ->
                        new BrokenInputException("database: the plan has no database of this name; pass one it has"));
    }
}
