package dev.pilotlight.drill;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.journal.DynamoJournalTable;
import dev.pilotlight.journal.LastDrills;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;

/**
 * {@link RecordDrill} as a Lambda function: arguments {@code measured}, with a start and an end of what was measured,
 * and {@code why}, which is left out when the drill has passed.
 */
public final class RecordDrillFunction extends StepFunction {
    public RecordDrillFunction() {
        this(Surroundings.ofLambda());
    }

    public RecordDrillFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        LastDrills drills = new LastDrills(new DynamoJournalTable(
                surroundings().clients().dynamoDb(), surroundings().settings().table()));
        return new RecordDrill(drills)
                .advance(
                        request.plan(),
                        DrillTimes.of(request.arguments().path("measured")),
                        request.optionalText("why").orElse(""),
                        request.run(),
                        Leases.forDrill(surroundings(), request),
                        request.now());
    }
}
