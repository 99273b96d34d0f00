package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;
import java.util.Set;

/** S15 on the way home: the recovery Region serves until visitors are led home, and nobody is led back from there. */
final class ServedUntilHome implements Invariant {
    private static final Set<String> RETIRING =
            Set.of("TerminateInstances", "DeregisterTargets", "SetDesiredCapacity", "UpdateAutoScalingGroup");

    private boolean served;

    @Override
    public String id() {
        return "S15";
    }

    @Override
    public String promise() {
        return "the recovery Region serves until visitors are led home, and nobody is led back";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated()) {
            return Optional.empty();
        }
        boolean retiring = RETIRING.contains(effect.call().operation())
                && effect.call().region().equals(truth.recovery());
        return retiring && !isHome(truth)
                ? Optional.of(effect + " took effect while the recovery Region still served")
                : back(truth);
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        return back(truth);
    }

    private static boolean isHome(Truth truth) {
        return truth.hasSwitch()
                ? truth.home().isServed()
                : truth.plan().databases().stream().allMatch(truth.home()::writes);
    }

    private Optional<String> back(Truth truth) {
        boolean back = served && !truth.home().isServed();
        served = truth.home().isServed();
        return back ? Optional.of("visitors are led to the recovery Region again") : Optional.empty();
    }
}
