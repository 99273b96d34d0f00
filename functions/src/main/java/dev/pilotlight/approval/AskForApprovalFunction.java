package dev.pilotlight.approval;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.StepFunctionsWakeUps;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.report.SnsNotices;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link AskForApproval} as a Lambda function: arguments {@code ask} and {@code token}. */
public final class AskForApprovalFunction extends StepFunction {
    private final AskForApproval step;

    public AskForApprovalFunction() {
        this(Surroundings.ofLambda());
    }

    public AskForApprovalFunction(Surroundings surroundings) {
        super(surroundings);
        this.step = new AskForApproval(
                Approvals.of(surroundings),
                new SnsNotices(surroundings.clients().sns()),
                new StepFunctionsWakeUps(surroundings.clients().stepFunctions()),
                surroundings.settings().topic());
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return step.advance(
                request.run(),
                request.plan(),
                Question.read(request.arguments().path("ask")),
                request.text("token"),
                Leases.forProduction(surroundings(), request),
                request.now());
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
    }
}
