package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Plans;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.step.BrokenInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@link CheckReadiness} as a Lambda function. With the area {@code plan} it takes the plan's name, reads the newest
 * version and hands it on when it is valid; with any other it takes that document.
 */
public final class CheckReadinessFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    /** As Lambda makes it. */
    public CheckReadinessFunction() {
        this(Surroundings.ofLambda());
    }

    public CheckReadinessFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        Area area = Area.named(input.path("area").asText());
        log.fact("area", area.word());
        return area == Area.PLAN ? plan(input, now) : answer(look(area, document(input), now));
    }

    private List<Result> look(Area area, Plan plan, Instant now) {
        return new CheckReadiness(new Checks(surroundings()).of(area)).look(plan, now);
    }

    private ObjectNode plan(ObjectNode input, Instant now) {
        PlanName name = name(input);
        Plans plans = new S3Plans(
                surroundings().clients().s3(), surroundings().settings().bucket());
        Optional<Plans.Stored> stored = plans.newest(name);
        if (stored.isEmpty()) {
            return answer(List.of(invalid("there is no plan " + name, "store it as plans/" + name + ".json")));
        }
        try {
            Plan plan = PlanReader.read(stored.get().document());
            if (!plan.plan().equals(name)) {
                return answer(List.of(invalid(
                        "the object plans/" + name + ".json holds the plan " + plan.plan(),
                        "store each plan under its own name")));
            }
            ObjectNode answer = answer(look(Area.PLAN, plan, now));
            answer.set("document", stored.get().document());
            return answer;
        } catch (InvalidPlanException invalid) {
            return answer(List.of(
                    invalid(String.valueOf(invalid.getMessage()), "correct these fields, and store the plan again")));
        }
    }

    private static Result invalid(String evidence, String remedy) {
        return Result.of(Topic.PLAN, new Finding.NotReady(evidence, remedy));
    }

    private static PlanName name(ObjectNode input) {
        try {
            return new PlanName(input.path("plan").asText());
        } catch (IllegalArgumentException malformed) {
            throw new BrokenInputException("plan: " + malformed.getMessage(), malformed);
        }
    }

    private static Plan document(ObjectNode input) {
        JsonNode document = input.path("plan");
        try {
            return PlanReader.read(document);
        } catch (InvalidPlanException invalid) {
            throw new BrokenInputException("plan: not a valid plan; " + invalid.getMessage(), invalid);
        }
    }

    private static ObjectNode answer(List<Result> results) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("outcome", "done");
        ArrayNode list = answer.putArray("results");
        results.forEach(result -> list.add(result.json()));
        return answer;
    }
}
