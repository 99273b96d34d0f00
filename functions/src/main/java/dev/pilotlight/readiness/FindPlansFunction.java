package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.S3Plans;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenInputException;
import java.time.Instant;

/** The names of the plans that are to be checked: the one that was asked for, or all. */
public final class FindPlansFunction extends JsonFunction {
    private static final int LIMIT = 64 * 1024;

    /** As Lambda makes it. */
    public FindPlansFunction() {
        this(Surroundings.ofLambda());
    }

    public FindPlansFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("outcome", "done");
        ArrayNode names = answer.putArray("plans");
        if (input.hasNonNull("plan")) {
            names.add(asked(input.path("plan").asText()).value());
        } else {
            new S3Plans(surroundings().clients().s3(), surroundings().settings().bucket())
                    .names()
                    .forEach(name -> names.add(name.value()));
        }
        return answer;
    }

    private static PlanName asked(String name) {
        try {
            return new PlanName(name);
        } catch (IllegalArgumentException malformed) {
            throw new BrokenInputException("plan: " + malformed.getMessage(), malformed);
        }
    }
}
