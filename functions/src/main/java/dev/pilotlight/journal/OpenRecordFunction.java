package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.StepRequests;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanWriter;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Opens the record of a run. Besides the outcome it answers with {@code run} and {@code plan}, which the state machine
 * keeps and hands to every other step.
 */
public final class OpenRecordFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    private final OpenRecord openRecord;

    /** As Lambda makes it. */
    public OpenRecordFunction() {
        this(Surroundings.ofLambda());
    }

    public OpenRecordFunction(Surroundings surroundings) {
        super(surroundings);
        this.openRecord = new OpenRecord(
                new S3Plans(surroundings.clients().s3(), surroundings.settings().bucket()),
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                new AwsIdentity(surroundings.clients().sts()),
                surroundings.settings().account(),
                surroundings.settings().region());
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        OpenRecord.Opened opened = openRecord.open(start(input, now));
        log.about(opened.run());
        ObjectNode answer = Answers.of(Outcome.done(opened.evidence()));
        answer.set("run", StepRequests.write(opened.run()));
        answer.set("plan", PlanWriter.write(opened.plan()));
        return answer;
    }

    private static OpenRecord.Start start(ObjectNode input, Instant now) {
        try {
            return new OpenRecord.Start(
                    input.path("input"),
                    Purpose.ofMachine(text(input, "machine")),
                    text(input, "execution"),
                    input.path("executionArn").asText(""),
                    Instant.parse(text(input, "startedAt")),
                    now);
        } catch (DateTimeException malformed) {
            throw new BrokenInputException("startedAt: not a time; the state machine must pass it", malformed);
        }
    }

    private static String text(ObjectNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BrokenInputException(name + ": missing; the state machine must pass it");
        }
        return value.textValue();
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        new S3Plans(surroundings().clients().s3(), surroundings().settings().bucket()).newest(plan.plan());
        Leases.rehearse(surroundings(), plan);
    }
}
