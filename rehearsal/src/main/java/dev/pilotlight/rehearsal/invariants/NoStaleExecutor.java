package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S2: once a later epoch is acquired, an executor of an earlier one causes no effect. */
final class NoStaleExecutor implements Invariant {
    @Override
    public String id() {
        return "S2";
    }

    @Override
    public String promise() {
        return "who has lost the lease changes nothing";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated() || effect.invocation().isEmpty()) {
            return Optional.empty();
        }
        Invocation who = effect.invocation().get();
        boolean holds = truth.journal()
                .lease(truth.plan().plan().value())
                .filter(lease -> lease.isHeldBy(who.epoch(), who.execution()))
                .isPresent();
        return holds
                ? Optional.empty()
                : Optional.of(effect + " of " + who.execution() + " took effect in epoch " + who.epoch()
                        + ", but the lease is "
                        + truth.journal().lease(truth.plan().plan().value()));
    }
}
