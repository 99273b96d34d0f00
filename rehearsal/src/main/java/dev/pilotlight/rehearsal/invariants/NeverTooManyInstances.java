package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.rehearsal.truth.Destination;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;
import java.util.function.Function;

/** S6: instances per tier never exceed the desired count; on success they equal it. The same in both directions. */
final class NeverTooManyInstances implements Invariant {
    private final Function<Truth, Optional<Destination>> where;
    private final boolean brings;
    private final boolean home;
    private boolean shortage;

    /** @param brings whether a success means that the instances are there */
    private NeverTooManyInstances(Function<Truth, Optional<Destination>> where, boolean brings, boolean home) {
        this.where = where;
        this.brings = brings;
        this.home = home;
    }

    /** In the recovery Region. */
    static NeverTooManyInstances inRecovery(boolean failsOver) {
        return new NeverTooManyInstances(truth -> Optional.of(truth.destination()), failsOver, false);
    }

    /** At home, where nothing is left in the recovery Region on success. */
    static NeverTooManyInstances atHome() {
        return new NeverTooManyInstances(truth -> truth.home().destination(), true, true);
    }

    @Override
    public String id() {
        return "S6";
    }

    @Override
    public String promise() {
        return "never more instances of a tier than the plan wants; on success exactly as many"
                + (home ? " at home, and none elsewhere" : "");
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
        return where.apply(truth).flatMap(NeverTooManyInstances::tooMany);
    }

    private static Optional<String> tooMany(Destination there) {
        return there.tiers().stream()
                .filter(tier -> there.instances(tier).size() > tier.count())
                .findFirst()
                .map(tier -> "tier " + tier.name() + " has "
                        + there.instances(tier).size() + " instances; the plan wants " + tier.count());
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        if (!brings || !ending.succeeded()) {
            return Optional.empty();
        }
        if (home && !truth.instances().isEmpty()) {
            return Optional.of(
                    "the run succeeded and has left " + truth.instances().size() + " instances in the recovery Region");
        }
        return where.apply(truth).flatMap(this::tooFew);
    }

    private Optional<String> tooFew(Destination there) {
        return there.tiers().stream()
                .filter(InstanceTier.class::isInstance)
                .filter(tier -> there.instances(tier).size() < (shortage ? tier.minimum() : tier.count()))
                .findFirst()
                .map(tier -> "the run succeeded with " + there.instances(tier).size() + " instances of tier "
                        + tier.name() + "; the plan wants " + tier.count());
    }
}
