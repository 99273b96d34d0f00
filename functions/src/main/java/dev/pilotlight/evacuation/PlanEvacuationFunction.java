package dev.pilotlight.evacuation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.Answers;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Plans;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Puts the plans of an evacuation in order. Besides the outcome it answers with {@code waves}, {@code reason} and
 * {@code tolerated}, which the state machine keeps. It changes nothing.
 */
public final class PlanEvacuationFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    private final Plans plans;

    public PlanEvacuationFunction() {
        this(Surroundings.ofLambda());
    }

    public PlanEvacuationFunction(Surroundings surroundings) {
        super(surroundings);
        this.plans =
                new S3Plans(surroundings.clients().s3(), surroundings.settings().bucket());
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Request request = Request.read(input.path("input"));
        List<List<PlanName>> waves = Waves.of(request, plans.names());
        int count = waves.stream().mapToInt(List::size).sum();
        ObjectNode answer = Answers.of(Outcome.done(Map.of("plans", count, "waves", waves.size())));
        ArrayNode list = answer.putArray("waves");
        for (List<PlanName> wave : waves) {
            ArrayNode names = list.addArray();
            wave.forEach(plan -> names.add(plan.value()));
        }
        return answer.put("reason", request.reason()).put("tolerated", request.tolerated());
    }
}
