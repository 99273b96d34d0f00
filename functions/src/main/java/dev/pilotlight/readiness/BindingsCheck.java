package dev.pilotlight.readiness;

import dev.pilotlight.binding.Parameters;
import dev.pilotlight.binding.Secrets;
import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.BrokenConfigurationException;
import java.time.Instant;

/** What instances read after the promotion is there: parameters that can be read, secrets that exist. */
final class BindingsCheck implements Check {
    private final Parameters parameters;
    private final Secrets secrets;

    BindingsCheck(Parameters parameters, Secrets secrets) {
        this.parameters = parameters;
        this.secrets = secrets;
    }

    @Override
    public Topic topic() {
        return Topic.BINDINGS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Binding binding : plan.bindings()) {
            switch (binding) {
                case Binding.ParameterBinding parameter ->
                    tally.ready(parameter.parameter()
                            + (parameters.read(parameter.parameter()).isPresent()
                                    ? " is there"
                                    : " is not there yet, and will be created"));
                case Binding.SecretBinding secret -> look(secret, tally);
            }
        }
        return tally.finding("the plan binds nothing");
    }

    private void look(Binding.SecretBinding binding, Tally tally) {
        try {
            tally.ready(binding.secret() + (secrets.isReplica(binding.secret()) ? " is a replica" : " is there"));
        } catch (BrokenConfigurationException unreadable) {
            tally.notReady(
                    binding.secret() + " cannot be read: " + unreadable.getMessage(),
                    "replicate the secret to the recovery Region, and name it in BoundSecrets of template.yaml");
        }
    }
}
