package dev.pilotlight.binding;

import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.database.AuroraGlobalDatabases;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
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
        RegionName region = request.plan().regions().recovery();
        Bind step = new Bind(
                new AuroraGlobalDatabases(surroundings().clients()),
                new SystemsManagerParameters(surroundings().clients().ssm(region)),
                new SecretsManagerSecrets(surroundings().clients().secrets(region), region));
        return step.advance(request.plan(), request.run(), Leases.forProduction(surroundings(), request));
    }

    @Override
    protected void rehearse(Plan plan, Instant now) {
        Leases.rehearse(surroundings(), plan);
        SystemsManagerParameters parameters = new SystemsManagerParameters(
                surroundings().clients().ssm(plan.regions().recovery()));
        for (Binding binding : plan.bindings()) {
            if (binding instanceof Binding.ParameterBinding parameter) {
                parameters.read(parameter.parameter());
            }
        }
    }
}
