package dev.pilotlight.database;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Durations;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.recovery.AwsRecoveryServices;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
                approval(request));
        Database database = database(request);
        return step.advance(
                request.plan(),
                database,
                Leases.forProduction(surroundings(), request),
                request.since(),
                request.now());
    }

    private DetachApproval approval(StepRequest request) {
        Approvals approvals = Approvals.of(surroundings());
        return (database, begunAt) -> approvals
                .reply(request.run(), request.plan(), question(request, database, begunAt), request.now())
                .standsAgainst();
    }

    private static Question question(StepRequest request, Database database, Instant begunAt) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
                "what",
                "give up the managed failover of " + database.name() + " and detach "
                        + database.recoveryCluster().identifier());
        facts.put(
                "because",
                List.of(Question.reason(
                        Guard.NOT_PROMOTABLE,
                        "the managed failover asked for at " + begunAt + " is still pending after "
                                + Durations.format(database.managedDeadline()))));
        facts.put(
                "afterwards",
                "the old primary in " + request.plan().regions().primary()
                        + " does not rejoin; replication has to be built anew");
        return Question.detach(database.name(), facts);
    }

    static Database database(StepRequest request) {
        return request.plan()
                .database(request.text("database"))
                .orElseThrow(() ->
                        new BrokenInputException("database: the plan has no database of this name; pass one it has"));
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        AuroraGlobalDatabases databases =
                new AuroraGlobalDatabases(surroundings().clients());
        for (Database database : plan.databases()) {
            try {
                databases.read(database);
            } catch (NotPromotableException state) {
                // It could be read, which is what is asked here; its state is another check's.
            }
        }
    }
}
