package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.List;
import java.util.Optional;

/** S16: no cluster and no snapshot that holds the application's data is ever deleted; renaming one keeps it. */
final class OldDataKept implements Invariant {
    private List<String> data = List.of();

    @Override
    public String id() {
        return "S16";
    }

    @Override
    public String promise() {
        return "no cluster and no snapshot at home is deleted";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated() || !effect.call().service().equals("rds")) {
            return Optional.empty();
        }
        List<String> before = data;
        data = truth.home().data();
        return data.size() < before.size()
                ? Optional.of(effect + " has left " + data + " of " + before)
                : Optional.empty();
    }
}
