package dev.pilotlight.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.journal.StepFunctionsRunningExecutions;
import dev.pilotlight.journal.TakeOver;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.time.Duration;
import java.time.Instant;

/** Takes a plan away from the run that holds it; called again and again until it is done. */
public final class TakeOverFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;
    private static final int LONGEST_REASON = 500;

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
                plan -> EverySettler.of(plan, surroundings));
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        JsonNode asked = input.path("input");
        String reason = asked.path("reason").asText("");
        if (!asked.path("plan").isTextual() || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "the input: taking over needs the fields plan and reason, the reason with at most " + LONGEST_REASON
                            + " characters",
                    "start with {\"plan\":\"<name>\",\"takeover\":true,\"reason\":\"<why>\"}");
        }
        return Answers.of(takeOver.advance(
                new TakeOver.Taker(
                        plan(asked.path("plan").textValue()),
                        text(input, "execution"),
                        text(input, "executionArn"),
                        Redaction.redact(reason),
                        Duration.ofSeconds(input.path("waited").asLong(0))),
                Leases.call(surroundings(), now)));
    }

    private static PlanName plan(String name) {
        try {
            return new PlanName(name);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(
                    Guard.INVALID_INPUT,
                    "plan: " + malformed.getMessage(),
                    "start with {\"plan\":\"<name>\",\"takeover\":true,\"reason\":\"<why>\"}");
        }
    }

    private static String text(ObjectNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BrokenInputException(name + ": missing; the state machine must pass it");
        }
        return value.textValue();
    }
}
