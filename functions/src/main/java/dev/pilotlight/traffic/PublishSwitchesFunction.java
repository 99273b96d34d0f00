package dev.pilotlight.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.journal.TrafficLatch;
import java.time.Instant;

/** {@link PublishSwitches} as a Lambda function that a schedule calls; it belongs to no run. */
public final class PublishSwitchesFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    /** As Lambda makes it. */
    public PublishSwitchesFunction() {
        this(Surroundings.ofLambda());
    }

    public PublishSwitchesFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Surroundings around = surroundings();
        PublishSwitches step = new PublishSwitches(
                new S3Plans(around.clients().s3(), around.settings().bucket()),
                new TrafficLatch(new DynamoJournalTable(
                        around.clients().dynamoDb(), around.settings().table())),
                new CloudWatchSwitchMetric(
                        around.clients().cloudWatch(around.settings().region())));
        return Answers.of(step.publish());
    }
}
