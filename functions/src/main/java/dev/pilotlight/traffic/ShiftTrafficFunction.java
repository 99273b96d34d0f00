package dev.pilotlight.traffic;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@link ShiftTraffic} as a Lambda function, without arguments. */
public final class ShiftTrafficFunction extends StepFunction {
    public ShiftTrafficFunction() {
        this(Surroundings.ofLambda());
    }

    public ShiftTrafficFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        JournalTable table = new DynamoJournalTable(
                surroundings().clients().dynamoDb(), surroundings().settings().table());
        Optional<TrafficControl> control =
                TrafficControls.of(request.plan(), surroundings().clients(), table);
        return control.isEmpty()
                ? Outcome.done(Map.of("switch", "none"))
                : new ShiftTraffic(control.get()).advance(Leases.forProduction(surroundings(), request));
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        JournalTable table = new DynamoJournalTable(
                surroundings().clients().dynamoDb(), surroundings().settings().table());
        Leases.rehearse(surroundings(), plan);
        TrafficControls.of(plan, surroundings().clients(), table).ifPresent(TrafficControl::position);
    }
}
