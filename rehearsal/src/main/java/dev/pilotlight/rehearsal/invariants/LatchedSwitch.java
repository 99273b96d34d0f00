package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S15: the traffic switch is latched; nothing moves visitors back to the old primary. */
final class LatchedSwitch implements Invariant {
    private boolean moved;

    @Override
    public String id() {
        return "S15";
    }

    @Override
    public String promise() {
        return "nothing moves visitors back";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated()) {
            return Optional.empty();
        }
        return look(truth);
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        return look(truth);
    }

    private Optional<String> look(Truth truth) {
        boolean back = moved && !truth.trafficMoved();
        moved = truth.trafficMoved();
        return back ? Optional.of("the traffic switch points to the primary Region again") : Optional.empty();
    }
}
