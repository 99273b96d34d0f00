package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S10: invalid input or configuration means no mutation at all. */
final class OnlyValidRuns implements Invariant {
    @Override
    public String id() {
        return "S10";
    }

    @Override
    public String promise() {
        return "nothing changes before a run with a valid plan is on record";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated()) {
            return Optional.empty();
        }
        long epoch = effect.invocation().map(Invocation::epoch).orElse(0L);
        boolean opened = truth.journal().entries(epoch).stream()
                .filter(entry -> entry.is("opened") || entry.is("resumed"))
                .anyMatch(entry -> entry.text("planDigest").equals(truth.plan().digest()));
        if (!opened) {
            return Optional.of(effect + " took effect, but epoch " + epoch + " never opened a record for this plan");
        }
        String region = effect.call().region();
        return region.equals(truth.recovery()) || region.equals(truth.primary())
                ? Optional.empty()
                : Optional.of(effect + " took effect in a Region that the plan does not name");
    }
}
