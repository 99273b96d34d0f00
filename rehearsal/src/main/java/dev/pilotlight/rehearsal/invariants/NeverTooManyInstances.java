package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S6: instances per tier never exceed the desired count; on success they equal it. */
final class NeverTooManyInstances implements Invariant {
    private final boolean failsOver;
    private boolean shortage;

    NeverTooManyInstances(boolean failsOver) {
        this.failsOver = failsOver;
    }

    @Override
    public String id() {
        return "S6";
    }

    @Override
    public String promise() {
        return "never more instances of a tier than the plan wants; on success exactly as many";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.is("RunInstances")) {
            return Optional.empty();
        }
        if (!effect.succeeded()) {
            shortage |= effect.lacksRoom();
            return Optional.empty();
        }
        return truth.plan().tiers().stream()
                .filter(tier -> truth.instances(tier).size() > tier.count())
                .findFirst()
                .map(tier -> "tier " + tier.name() + " has "
                        + truth.instances(tier).size() + " instances; the plan wants " + tier.count());
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        if (!failsOver || !ending.succeeded()) {
            return Optional.empty();
        }
        return truth.plan().tiers().stream()
                .filter(InstanceTier.class::isInstance)
                .filter(tier -> truth.instances(tier).size() < (shortage ? tier.minimum() : tier.count()))
                .findFirst()
                .map(tier -> "the run succeeded with " + truth.instances(tier).size() + " instances of tier "
                        + tier.name() + "; the plan wants " + tier.count());
    }
}
