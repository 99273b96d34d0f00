package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S6 on the way home: never more instances of a tier at home than the plan wants; on success exactly as many. */
final class InstancesAtHome implements Invariant {
    private boolean shortage;

    @Override
    public String id() {
        return "S6";
    }

    @Override
    public String promise() {
        return "never more instances of a tier at home than the plan wants; on success exactly as many, and none elsewhere";
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
        return truth.home().tiers().stream()
                .filter(tier -> count(tier, truth) > tier.count())
                .findFirst()
                .map(tier -> "tier " + tier.name() + " has " + count(tier, truth)
                        + " instances at home; the plan wants " + tier.count());
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        if (!ending.succeeded()) {
            return Optional.empty();
        }
        if (!truth.instances().isEmpty()) {
            return Optional.of(
                    "the run succeeded and has left " + truth.instances().size() + " instances in the recovery Region");
        }
        return truth.home().tiers().stream()
                .filter(InstanceTier.class::isInstance)
                .filter(tier -> count(tier, truth) < (shortage ? tier.minimum() : tier.count()))
                .findFirst()
                .map(tier -> "the run succeeded with " + count(tier, truth) + " instances of tier " + tier.name()
                        + " at home; the plan wants " + tier.count());
    }

    private static int count(Tier tier, Truth truth) {
        return truth.home().instances(tier).size();
    }
}
