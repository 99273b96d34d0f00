package dev.pilotlight.approval;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link Decide} as a Lambda function: argument {@code facts}. */
public final class DecideFunction extends StepFunction {
    private final Decide step;

    public DecideFunction() {
        this(Surroundings.ofLambda());
    }

    public DecideFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new Decide(Approvals.of(surroundings));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        if (!request.arguments().path("facts").isObject()) {
            throw new BrokenInputException("facts: the step needs an object of other steps' answers here");
        }
        return step.advance(
                request.run(),
                request.plan(),
                new Facts(request.arguments().path("facts")),
                Leases.forProduction(surroundings(), request),
                request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
