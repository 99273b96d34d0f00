package dev.pilotlight.binding;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.database.AuroraGlobalDatabases;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import java.time.Instant;

/** {@link Bind} as a Lambda function, without arguments. */
public final class BindFunction extends StepFunction {
    public BindFunction() {
        this(Surroundings.ofLambda());
    }

    public BindFunction(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected Outcome advance(StepRequest request) {
        Bind step = new Bind(
                new AuroraGlobalDatabases(surroundings().clients()),
                new SystemsManagerParameters(surroundings().clients().ssm()),
                new SecretsManagerSecrets(
                        surroundings().clients().secrets(),
                        surroundings().settings().region()));
        return step.advance(request.plan(), request.run(), Leases.forProduction(surroundings(), request));
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        SystemsManagerParameters parameters =
                new SystemsManagerParameters(surroundings().clients().ssm());
        for (Binding binding : plan.bindings()) {
            if (binding instanceof Binding.ParameterBinding parameter) {
                parameters.read(parameter.parameter());
            }
        }
    }
}
