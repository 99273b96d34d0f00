package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.JsonFunction;
import dev.pilotlight.aws.LogLine;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.report.S3BreakglassSheets;
import dev.pilotlight.report.SnsNotices;
import dev.pilotlight.step.BrokenInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link ReportReadiness} as a Lambda function: arguments {@code plan} (its name), {@code document} (if it is valid),
 * {@code results} and {@code rehearsals}.
 */
public final class ReportReadinessFunction extends JsonFunction {
    private static final int LIMIT = 256 * 1024;

    /** As Lambda makes it. */
    public ReportReadinessFunction() {
        this(Surroundings.ofLambda());
    }

    public ReportReadinessFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int limit() {
        return LIMIT;
    }

    @Override
    protected ObjectNode answer(ObjectNode input, Instant now, LogLine log) {
        List<Result> results = new ArrayList<>();
        input.path("results").forEach(json -> Result.read(json).ifPresent(results::add));
        Optional<Plan> plan = plan(input.path("document"));
        if (plan.isPresent()) {
            results.add(ReportReadiness.permissions(input.path("rehearsals")));
        }
        ObjectNode report = step().report(name(input), plan, results, now);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("outcome", "done");
        for (String field : List.of("plan", "verdict", "score", "notified")) {
            answer.set(field, report.path(field));
        }
        return answer;
    }

    private ReportReadiness step() {
        AwsClients clients = surroundings().clients();
        Settings settings = surroundings().settings();
        return new ReportReadiness(
                new S3ReadinessStore(clients.s3(), settings.bucket()),
                new CloudWatchReadings(clients.cloudWatch(settings.region())),
                new S3BreakglassSheets(clients.s3(), settings.bucket()),
                new SnsNotices(clients.sns()),
                settings.topic());
    }

    private static Optional<Plan> plan(JsonNode document) {
        try {
            return document.isObject() ? Optional.of(PlanReader.read(document)) : Optional.empty();
        } catch (InvalidPlanException invalid) {
            return Optional.empty();
        }
    }

    private static PlanName name(ObjectNode input) {
        try {
            return new PlanName(input.path("plan").asText());
        } catch (IllegalArgumentException malformed) {
            throw new BrokenInputException("plan: " + malformed.getMessage(), malformed);
        }
    }
}
