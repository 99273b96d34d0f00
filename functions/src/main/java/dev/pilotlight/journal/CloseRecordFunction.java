package dev.pilotlight.journal;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.report.S3Reports;
import dev.pilotlight.report.SnsNotices;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** Closes the record of a run. */
public final class CloseRecordFunction extends StepFunction {
    private final CloseRecord closeRecord;

    /** As Lambda makes it. */
    public CloseRecordFunction() {
        this(Surroundings.ofLambda());
    }

    public CloseRecordFunction(Surroundings surroundings) {
        super(surroundings);
        this.closeRecord = new CloseRecord(
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                new S3Reports(
                        surroundings.clients().s3(), surroundings.settings().bucket()),
                new SnsNotices(surroundings.clients().sns()),
                surroundings.settings().topic());
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return closeRecord.advance(request);
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
