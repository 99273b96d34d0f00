package dev.pilotlight.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.journal.Purpose;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.journal.StepFunctionsRunningExecutions;
import dev.pilotlight.journal.TakeOver;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import java.time.Duration;
import java.time.Instant;

/** Takes a plan away from the run that holds it; called again and again until it is done. */
public final class TakeOverFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    private final TakeOver takeOver;

    /** As Lambda makes it. */
    public TakeOverFunction() {
        this(Surroundings.ofLambda());
    }

    public TakeOverFunction(Surroundings surroundings) {
        super(surroundings);
        AwsClients clients = surroundings.clients();
        this.takeOver = new TakeOver(
                new S3Plans(clients.s3(), surroundings.settings().bucket()),
                new DynamoJournalTable(
                        clients.dynamoDb(), surroundings.settings().table()),
                new StepFunctionsRunningExecutions(clients.stepFunctions()),
                (plan, purpose) -> settler(plan, purpose, surroundings),
                plan -> homecoming(plan, surroundings).home(plan));
    }

    private static Settler settler(Plan plan, Purpose purpose, Surroundings surroundings) {
        return purpose == Purpose.FAILBACK ? homecoming(plan, surroundings) : EverySettler.of(plan, surroundings);
    }

    private static HomecomingSettler homecoming(Plan plan, Surroundings surroundings) {
        EverySettler every = EverySettler.of(plan, surroundings);
        return new HomecomingSettler(every.database(), every.traffic());
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        TakeOver.Taker taker = TakeOver.Taker.of(
                input.path("input"),
                text(input, "execution"),
                text(input, "executionArn"),
                Duration.ofSeconds(input.path("waited").asLong(0)));
        return Answers.of(takeOver.advance(taker, Leases.call(surroundings(), now)));
    }

    private static String text(ObjectNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BrokenInputException(name + ": missing; the state machine must pass it");
        }
        return value.textValue();
    }
}
