package dev.pilotlight.failback;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/** {@link ApproveFailback} as a Lambda function, without arguments. */
public final class ApproveFailbackFunction extends StepFunction {
    public ApproveFailbackFunction() {
        this(Surroundings.ofLambda());
    }

    public ApproveFailbackFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Approvals approvals = new Approvals(new DynamoJournalTable(
                surroundings().clients().dynamoDb(), surroundings().settings().table()));
        return new ApproveFailback(approvals)
                .advance(request.run(), request.plan(), Leases.forProduction(surroundings(), request), request.now());
    }
}
