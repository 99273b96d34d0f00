package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.report.S3Reports;
import dev.pilotlight.report.SnsNotices;
import java.time.Instant;

/** What the rule on Step Functions' status changes calls: closes runs that could not close themselves. */
public final class CloseAbandonedRunFunction extends JsonFunction {
    /** The event carries the execution's input and output, which may have 256 KiB each. */
    private static final int LIMIT = 1024 * 1024;

    private final CloseAbandonedRun closeAbandonedRun;

    /** As Lambda makes it. */
    public CloseAbandonedRunFunction() {
        this(Surroundings.ofLambda());
    }

    public CloseAbandonedRunFunction(Surroundings surroundings) {
        super(surroundings);
        this.closeAbandonedRun = new CloseAbandonedRun(
                new S3Plans(surroundings.clients().s3(), surroundings.settings().bucket()),
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                new StepFunctionsRunningExecutions(surroundings.clients().stepFunctions()),
                new S3Reports(
                        surroundings.clients().s3(), surroundings.settings().bucket()),
                new SnsNotices(surroundings.clients().sns()),
                surroundings.settings().topic());
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        return Answers.of(
                AbandonedRun.isTick(input)
                        ? closeAbandonedRun.sweep(now)
                        : closeAbandonedRun.close(AbandonedRun.of(input), now));
    }
}
