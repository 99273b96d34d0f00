package dev.pilotlight.binding;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import java.util.Map;

/** What the recovery Region shows of parameters and secrets that were to be written. */
public final class BindingSettler {
    private final Parameters parameters;
    private final Secrets secrets;

    public BindingSettler(Parameters parameters, Secrets secrets) {
        this.parameters = parameters;
        this.secrets = secrets;
    }

    /** Whether the parameter has the value. */
    public Trace parameterBound(Act act) {
        return Trace.of(
                parameters.read(act.target()).filter(act.token()::equals).map(value -> Map.of("value", value)));
    }

    /** Whether the secret is one of its own. */
    public Trace secretPromoted(Act act) {
        return Trace.of(!secrets.isReplica(act.target()));
    }

    /** Whether the secret has the version that the request was to write. */
    public Trace secretBound(Act act) {
        return Trace.of(secrets.hasVersion(secret(act), act.token()));
    }

    /** The target names the key as well. */
    private static String secret(Act act) {
        return act.target().substring(0, act.target().lastIndexOf('#'));
    }
}
