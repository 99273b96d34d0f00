package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.step.BrokenInputException;
import java.util.Set;

/**
 * What Step Functions says about an execution that ended without success.
 *
 * @param arn of the execution
 * @param execution its name
 * @param status {@code FAILED}, {@code TIMED_OUT} or {@code ABORTED}
 * @param cause what it says itself, or empty
 */
record AbandonedRun(String arn, String execution, String status, String cause) {
    private static final Set<String> UNSUCCESSFUL = Set.of("FAILED", "TIMED_OUT", "ABORTED");

    /**
     * Reads the event {@code Step Functions Execution Status Change}.
     *
     * @throws BrokenInputException when it is another event
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Automating Step
     *     Functions event delivery with EventBridge</a>
     */
    static AbandonedRun of(JsonNode event) {
        JsonNode detail = event.path("detail");
        if (!event.path("source").asText().equals("aws.states")
                || detail.path("executionArn").asText().isBlank()
                || detail.path("name").asText().isBlank()) {
            throw new BrokenInputException(
                    "the event: no change of an execution's status; take this function out of the rule that sent it");
        }
        return new AbandonedRun(
                detail.path("executionArn").asText(),
                detail.path("name").asText(),
                detail.path("status").asText(),
                detail.path("cause").asText(""));
    }

    /** Whether the event is no change of a status but a clock's tick. */
    static boolean isTick(JsonNode event) {
        return event.path("detail-type").asText().equals("Scheduled Event");
    }

    boolean endedWithoutSuccess() {
        return UNSUCCESSFUL.contains(status);
    }

    /** Why a person is needed, in one sentence. */
    String why() {
        return "the execution " + execution + " ended as " + status + " before it could close its record"
                + (cause.isEmpty() ? "" : ": " + cause.substring(0, Math.min(500, cause.length())));
    }
}
