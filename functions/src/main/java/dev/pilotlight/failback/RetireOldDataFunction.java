package dev.pilotlight.failback;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.failback.RetireOldData.Stage;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.util.Arrays;
import java.util.Locale;

/**
 * {@link RetireOldData} as a Lambda function: arguments {@code cluster}, which a person has typed, and {@code until},
 * how far it is to go.
 */
public final class RetireOldDataFunction extends StepFunction {
    public RetireOldDataFunction() {
        this(Surroundings.ofLambda());
    }

    public RetireOldDataFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        return new RetireOldData(new AuroraOldData(surroundings().clients()), Approvals.of(surroundings()))
                .advance(
                        request.plan(),
                        request.optionalText("cluster").orElse(""),
                        stage(request.text("until")),
                        request.run(),
                        Leases.forProduction(surroundings(), request),
                        request.now());
    }

    private static Stage stage(String word) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new BrokenInputException("until: no such stage; the state machine must pass one of "
                        + Arrays.toString(Stage.values()).toLowerCase(Locale.ROOT)));
    }
}
