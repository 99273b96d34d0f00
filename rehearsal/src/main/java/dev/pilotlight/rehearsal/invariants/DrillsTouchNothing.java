package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;
import java.util.Set;

/** S12: a drill never promotes, never changes traffic, never touches production data. */
final class DrillsTouchNothing implements Invariant {
    private static final Set<String> FORBIDDEN = Set.of(
            "RemoveFromGlobalCluster",
            "FailoverGlobalCluster",
            "SwitchoverGlobalCluster",
            "PutParameter",
            "PutObject",
            "PutMetricData",
            "UpdateRoutingControlState");

    @Override
    public String id() {
        return "S12";
    }

    @Override
    public String promise() {
        return "a drill never promotes, binds or moves traffic";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        boolean drill = effect.invocation().filter(Invocation::drill).isPresent();
        return drill && effect.mutated() && FORBIDDEN.contains(effect.call().operation())
                ? Optional.of(effect + " took effect in a drill")
                : Optional.empty();
    }
}
