package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Run;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.function.Function;

/** Step requests from the JSON that the state machine sends, and runs as the JSON that it keeps. */
public final class StepRequests {
    private StepRequests() {}

    /**
     * One call of a step.
     *
     * @param plans what was read before
     * @throws BrokenInputException when a field is missing or malformed, or the plan is not the one the run has pinned
     */
    public static StepRequest read(ObjectNode input, Instant now, KnownPlans plans) {
        Run run = run(input.path("run"));
        KnownPlans.Known known = plan(input.path("plan"), plans);
        Plan plan = known.plan();
        if (!known.digest().equals(run.planDigest()) || !plan.plan().equals(run.plan())) {
            throw new BrokenInputException(
                    "plan: it is not the plan that the run has pinned; pass on what Open the record answered, unchanged");
        }
        Plan headed = input.path("home").asBoolean(false) ? homeward(plan) : plan;
        Instant since = field(input, "since", Instant::parse, "a time like 2026-01-01T00:00:00Z");
        return new StepRequest(run, headed, since, now, input);
    }

    private static Plan homeward(Plan plan) {
        return plan.homeward()
                .orElseThrow(() -> new BrokenInputException(
                        "home: the plan has no failback; only a failback machine may pass this"));
    }

    /** The run as the state machine keeps it and passes it on. */
    public static ObjectNode write(Run run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("plan", run.plan().value())
                .put("planVersion", run.planVersion())
                .put("planDigest", run.planDigest())
                .put("execution", run.execution())
                .put("epoch", run.epoch().number())
                .put("startedAt", run.startedAt().toString())
                .put("drill", run.drill());
    }

    private static Run run(JsonNode run) {
        JsonNode epoch = run.path("epoch");
        if (!epoch.canConvertToLong() || epoch.longValue() < 1) {
            throw new BrokenInputException("run.epoch: not a number from 1; pass on what Open the record answered");
        }
        return new Run(
                field(run, "plan", PlanName::new, "the plan's name"),
                field(run, "planVersion", text -> text, "a version"),
                field(run, "planDigest", text -> text, "a digest"),
                field(run, "execution", text -> text, "the execution's name"),
                new Epoch(epoch.longValue()),
                field(run, "startedAt", Instant::parse, "a time like 2026-01-01T00:00:00Z"),
                run.path("drill").asBoolean(false));
    }

    private static KnownPlans.Known plan(JsonNode document, KnownPlans plans) {
        try {
            return plans.read(document);
        } catch (InvalidPlanException invalid) {
            throw new BrokenInputException("plan: not a valid plan; " + invalid.getMessage(), invalid);
        }
    }

    private static <T> T field(JsonNode object, String name, Function<String, T> parse, String what) {
        JsonNode value = object.path(name);
        if (value.isTextual() && !value.textValue().isBlank()) {
            try {
                return parse.apply(value.textValue());
            } catch (RuntimeException malformed) {
                throw new BrokenInputException(name + ": malformed; the state machine must pass " + what, malformed);
            }
        }
        throw new BrokenInputException(name + ": missing; the state machine must pass " + what);
    }
}
