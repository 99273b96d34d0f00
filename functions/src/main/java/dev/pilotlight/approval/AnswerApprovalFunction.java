package dev.pilotlight.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.journal.StepFunctionsWakeUps;
import java.time.Instant;

/** {@link AnswerApproval} behind a function URL with IAM authentication. */
public final class AnswerApprovalFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    private final AnswerApproval answerApproval;

    public AnswerApprovalFunction() {
        this(Surroundings.ofLambda());
    }

    public AnswerApprovalFunction(Surroundings surroundings) {
        super(surroundings);
        Settings settings = surroundings.settings();
        this.answerApproval = new AnswerApproval(
                Approvals.of(surroundings),
                new S3Plans(surroundings.clients().s3(), settings.bucket()),
                new StepFunctionsWakeUps(surroundings.clients().stepFunctions()),
                new Approvers(settings.account(), settings.approvers()));
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        UrlRequest.of(input).caller().ifPresent(caller -> log.fact("caller", caller));
        ObjectNode response = answerApproval.handle(input, now);
        log.fact("status", response.path("statusCode").asText());
        return response;
    }
}
