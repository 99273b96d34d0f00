package dev.pilotlight.traffic;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Map;
import java.util.Optional;

/** {@link ShiftTrafficHome} as a Lambda function, without arguments. */
public final class ShiftTrafficHomeFunction extends StepFunction {
    public ShiftTrafficHomeFunction() {
        this(Surroundings.ofLambda());
    }

    public ShiftTrafficHomeFunction(Surroundings surroundings) {
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
                : new ShiftTrafficHome(control.get())
                        .advance(request.plan(), Leases.forProduction(surroundings(), request));
    }
}
