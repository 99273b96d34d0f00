package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Settler;
import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of parameters and secrets that were to be written. */
public final class BindingSettler implements Settler {
    private final Parameters parameters;
    private final Secrets secrets;

    public BindingSettler(Parameters parameters, Secrets secrets) {
        this.parameters = parameters;
        this.secrets = secrets;
    }

    @Override
    public Set<Act.Kind> kinds() {
        return Set.of(Act.Kind.BIND_PARAMETER, Act.Kind.PROMOTE_SECRET, Act.Kind.BIND_SECRET);
    }

    @Override
    public Optional<Map<String, Object>> effect(Plan plan, Act act) {
        return switch (act.kind()) {
            case BIND_PARAMETER ->
                parameters.read(act.target()).filter(act.token()::equals).map(value -> Map.of("value", value));
            case PROMOTE_SECRET -> seen(!secrets.isReplica(act.target()));
            case BIND_SECRET -> seen(secrets.hasVersion(secret(act), act.token()));
            default -> throw new IllegalArgumentException(act.kind() + " binds nothing");
        };
    }

    /** The target names the key as well. */
    private static String secret(Act act) {
        return act.target().substring(0, act.target().lastIndexOf('#'));
    }

    private static Optional<Map<String, Object>> seen(boolean effect) {
        return effect ? Optional.of(Map.of()) : Optional.empty();
    }
}
