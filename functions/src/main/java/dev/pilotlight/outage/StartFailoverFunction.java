package dev.pilotlight.outage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.OutageCounter;
import dev.pilotlight.journal.S3Plans;
import java.time.Instant;

/** What alarms, a schedule, AWS Health and people call; what starts a failover, and belongs to no run. */
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
        JournalTable table = new DynamoJournalTable(
                around.clients().dynamoDb(), around.settings().table());
        StartFailover startFailover = new StartFailover(
                new S3Plans(around.clients().s3(), around.settings().bucket()),
                new OutageCounter(table),
                new StepFunctionsExecutions(
                        around.clients().stepFunctions(), around.settings().stateMachine(Settings.FAILOVER)),
                table,
                new Schedule(new Lookout(Signals.of(around), table), around.nanoTime()));
        return Answers.of(startFailover.start(input, now));
    }
}
