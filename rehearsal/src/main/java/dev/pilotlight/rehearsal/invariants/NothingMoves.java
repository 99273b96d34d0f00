package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * S3 where old data is deleted: nobody is promoted, nobody else takes writes, and visitors stay where they are. If home
 * is lost meanwhile, a failover does all of that, and is judged where failovers are rehearsed.
 */
final class NothingMoves implements Invariant {
    private final Map<String, Integer> writers = new HashMap<>();
    private int promotions;
    private boolean wasHome = true;
    private boolean lost;

    @Override
    public String id() {
        return "S3";
    }

    @Override
    public String promise() {
        return "while old data is deleted no database is promoted, no other takes writes, and visitors stay";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        lost |= truth.primaryDownSince().isPresent();
        return effect.mutated() && !lost ? look(truth) : Optional.empty();
    }

    @Override
    public Optional<String> atEnd(Ending ending, Truth truth) {
        return lost ? Optional.empty() : look(truth);
    }

    private Optional<String> look(Truth truth) {
        int all = truth.promotions().size();
        boolean promoted = all > promotions;
        promotions = all;
        if (promoted) {
            return Optional.of(truth.promotions().getLast().globalCluster() + " was promoted");
        }
        for (Database database : truth.plan().databases()) {
            int now = truth.writers(database).size();
            Integer before = writers.put(database.name(), now);
            if (now > (before == null ? 1 : before)) {
                return Optional.of(database.name() + " has one more writer: " + truth.writers(database));
            }
        }
        boolean moved = truth.hasSwitch() && wasHome && !truth.home().isServed();
        wasHome = truth.home().isServed();
        return moved ? Optional.of("visitors were led away from home") : Optional.empty();
    }
}
