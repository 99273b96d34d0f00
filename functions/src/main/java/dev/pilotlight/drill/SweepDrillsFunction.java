package dev.pilotlight.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.Holders;
import java.time.Instant;

/** {@link SweepDrills} as a Lambda function that a schedule calls; what it is called with does not matter. */
public final class SweepDrillsFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    public SweepDrillsFunction() {
        this(Surroundings.ofLambda());
    }

    public SweepDrillsFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Settings settings = surroundings().settings();
        SweepDrills sweepDrills = new SweepDrills(
                new AwsLeftovers(
                        surroundings().clients().ec2(settings.region()),
                        surroundings().clients().rds(settings.region())),
                new Holders(new DynamoJournalTable(surroundings().clients().dynamoDb(), settings.table())),
                new StepFunctionsSweeps(
                        surroundings().clients().stepFunctions(), settings.stateMachine(Settings.DRILL)));
        return Answers.of(sweepDrills.sweep(now));
    }
}
