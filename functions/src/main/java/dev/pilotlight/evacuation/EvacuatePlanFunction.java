package dev.pilotlight.evacuation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenInputException;
import java.time.Instant;

/**
 * {@link EvacuatePlan} as a Lambda function: arguments {@code evacuation}, {@code plan}, {@code reason} and
 * {@code tolerated}.
 */
public final class EvacuatePlanFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    private final EvacuatePlan step;

    public EvacuatePlanFunction() {
        this(Surroundings.ofLambda());
    }

    public EvacuatePlanFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new EvacuatePlan(
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                new StepFunctionsFailoverExecutions(
                        surroundings.clients().stepFunctions(),
                        surroundings.settings().stateMachines().getOrDefault(Settings.FAILOVER, "")));
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        try {
            EvacuatePlan.Assignment assignment = new EvacuatePlan.Assignment(
                    input.path("evacuation").asText(),
                    new PlanName(input.path("plan").asText()),
                    input.path("reason").asText(),
                    input.path("tolerated").asInt(0));
            log.fact("plan", assignment.plan().value());
            return Answers.of(step.advance(assignment, now));
        } catch (IllegalArgumentException malformed) {
            throw new BrokenInputException("plan: not a plan's name; the state machine must pass it", malformed);
        }
    }
}
