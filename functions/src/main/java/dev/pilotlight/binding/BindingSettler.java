package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of parameters that were to be written. */
public final class BindingSettler implements Settler {
    private final Parameters parameters;

    public BindingSettler(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(Act.Kind.BIND_PARAMETER);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        return parameters.read(act.target()).filter(act.token()::equals).map(value -> Map.of("value", value));
    }
}
