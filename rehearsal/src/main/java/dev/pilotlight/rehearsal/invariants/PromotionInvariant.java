package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.util.List;
import java.util.Optional;

/** An invariant about promotions: it is asked once for each that takes effect. */
abstract class PromotionInvariant implements Invariant {
    private int seen;

    /** Looks at a promotion that a call has just begun. */
    abstract Optional<String> promoted(Effect effect, PromotionEffect promotion, Truth truth);

    @Override
    public final Optional<String> after(Effect effect, Truth truth) {
        if (!effect.call().service().equals("rds") || !effect.mutated()) {
            return Optional.empty();
        }
        List<PromotionEffect> all = truth.promotions();
        List<PromotionEffect> fresh = all.subList(Math.min(seen, all.size()), all.size());
        seen = all.size();
        return fresh.stream()
                .flatMap(promotion -> promoted(effect, promotion, truth).stream())
                .findFirst();
    }

    /** The plan's database that a promotion is about. */
    static Optional<Database> database(PromotionEffect promotion, Truth truth) {
        return truth.plan().databases().stream()
                .filter(database -> database.globalCluster().value().equals(promotion.globalCluster()))
                .findFirst();
    }
}
