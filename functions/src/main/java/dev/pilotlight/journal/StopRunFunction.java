package dev.pilotlight.journal;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** Stops a run where it can still turn back, and says whether it can. */
public final class StopRunFunction extends StepFunction {
    private final StopRun stopRun;

    /** As Lambda makes it. */
    public StopRunFunction() {
        this(Surroundings.ofLambda());
    }

    public StopRunFunction(Surroundings surroundings) {
        super(surroundings);
        this.stopRun = new StopRun(
                Approvals.of(surroundings),
                new StepFunctionsWakeUps(surroundings.clients().stepFunctions()));
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return stopRun.advance(request, Leases.of(surroundings(), request));
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
