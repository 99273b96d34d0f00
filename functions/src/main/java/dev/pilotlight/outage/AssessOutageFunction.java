package dev.pilotlight.outage;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/**
 * {@link AssessOutage} as a Lambda function: arguments {@code before}, which is {@code launch} or {@code promotion},
 * and {@code at}, the state machine's time of the call; without it the host's clock must do.
 */
public final class AssessOutageFunction extends StepFunction {
    private final AssessOutage step;

    public AssessOutageFunction() {
        this(Surroundings.ofLambda());
    }

    public AssessOutageFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new AssessOutage(Signals.of(surroundings));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        AssessOutage.Before before = switch (request.optionalText("before").orElse("launch")) {
            case "launch" -> AssessOutage.Before.LAUNCH;
            case "promotion" -> AssessOutage.Before.PROMOTION;
            default -> throw new BrokenInputException("before: pass launch or promotion");
        };
        Instant at = request.optionalText("at").isPresent() ? request.time("at") : request.now();
        return step.advance(
                request.plan(),
                before,
                Leases.of(surroundings(), request),
                new AssessOutage.Moment(request.since(), at, request.now()));
    }
}
