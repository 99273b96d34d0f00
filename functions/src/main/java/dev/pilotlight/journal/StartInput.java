package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.aws.Redaction;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody typed, or StartFailover sent, to start a state machine; {@code {}} is enough when there is one plan.
 *
 * @param plan which plan; empty for the only one
 * @param outage the number that StartFailover gave the outage; empty for a start by hand
 * @param declared whether a person says that this is an outage
 * @param reason what that person says, or empty
 */
record StartInput(Optional<PlanName> plan, Optional<Long> outage, boolean declared, String reason) {
    private static final int REASON_LIMIT = 500;
    private static final String REMEDY =
            "start with {}, {\"plan\":\"<name>\"} or {\"plan\":\"<name>\",\"declared\":true,\"reason\":\"<why>\"}";

    /**
     * {@code continues} is what an execution tells the one that goes on for it, {@code Comment} is what the console
     * suggests; the other name is what Step Functions adds to nested runs.
     */
    private static final Set<String> KNOWN = Set.of(
            "plan",
            "outage",
            "declared",
            "reason",
            "takeover",
            "continues",
            "Comment",
            "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID");

    /**
     * The input of an execution.
     *
     * @throws RefusedException with {@link Guard#INVALID_INPUT} that names every field in question
     */
    static StartInput read(JsonNode input) {
        List<String> problems = new ArrayList<>();
        if (!input.isObject()) {
            problems.add("it is not a JSON object");
        }
        input.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                problems.add(
                        name.length() <= 40
                                ? "there is no field '" + name + "'"
                                : "there is no field with such a long name");
            }
        });
        Optional<PlanName> plan = Optional.empty();
        JsonNode name = input.path("plan");
        try {
            plan = name.isMissingNode() ? Optional.empty() : Optional.of(new PlanName(name.asText()));
        } catch (IllegalArgumentException malformed) {
            problems.add("plan: " + malformed.getMessage());
        }
        JsonNode outage = input.path("outage");
        if (!outage.isMissingNode() && (!outage.isIntegralNumber() || outage.longValue() < 1)) {
            problems.add("outage: it is not a number from 1");
        }
        JsonNode declared = input.path("declared");
        if (!declared.isMissingNode() && !declared.isBoolean()) {
            problems.add("declared: it is neither true nor false");
        }
        JsonNode takeover = input.path("takeover");
        if (!takeover.isMissingNode() && !takeover.isBoolean()) {
            problems.add("takeover: it is neither true nor false");
        }
        JsonNode reason = input.path("reason");
        if (!reason.isMissingNode()
                && (!reason.isTextual() || reason.textValue().length() > REASON_LIMIT)) {
            problems.add("reason: it is not a text of at most " + REASON_LIMIT + " characters");
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(Guard.INVALID_INPUT, "the input: " + String.join("; ", problems), REMEDY);
        }
        return new StartInput(
                plan,
                outage.isMissingNode() ? Optional.empty() : Optional.of(outage.longValue()),
                declared.asBoolean(false),
                Redaction.redact(reason.asText("")));
    }
}
