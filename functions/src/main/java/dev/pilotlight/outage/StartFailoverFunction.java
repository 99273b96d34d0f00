package dev.pilotlight.outage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.OutageCounter;
import dev.pilotlight.journal.S3Plans;
import java.time.Instant;

/** What alarms and people call to start a failover; it belongs to no run. */
public final class StartFailoverFunction extends JsonFunction {
    /** Real alarms are far smaller. */
    private static final int LIMIT = 64 * 1024;

    /** As Lambda makes it. */
    public StartFailoverFunction() {
        this(Surroundings.ofLambda());
    }

    public StartFailoverFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Surroundings around = surroundings();
        StartFailover startFailover = new StartFailover(
                new S3Plans(around.clients().s3(), around.settings().bucket()),
                new OutageCounter(new DynamoJournalTable(
                        around.clients().dynamoDb(), around.settings().table())),
                new StepFunctionsExecutions(
                        around.clients().stepFunctions(), around.settings().stateMachine(Settings.FAILOVER)));
        return Answers.of(startFailover.start(input, now));
    }
}
