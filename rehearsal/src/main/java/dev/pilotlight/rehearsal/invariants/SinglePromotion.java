package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S1: at most one promotion effect per (global cluster, epoch); epochs only increase. */
final class SinglePromotion implements Invariant {
    private final Map<String, Integer> promotions = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private int seen;

    @Override
    public String id() {
        return "S1";
    }

    @Override
    public String promise() {
        return "at most one promotion per global cluster and epoch; epochs only grow";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (effect.call().service().equals("rds") && effect.mutated()) {
            return count(truth);
        }
        return effect.call().service().equals("dynamodb") && effect.kind() != Effect.Kind.READ
                ? shrunk(truth)
                : Optional.empty();
    }

    private Optional<String> count(Truth truth) {
        List<PromotionEffect> all = truth.promotions();
        while (seen < all.size()) {
            PromotionEffect promotion = all.get(seen++);
            String key = promotion.globalCluster() + " in epoch " + truth.epoch();
            if (promotions.merge(key, 1, Integer::sum) > 1) {
                return Optional.of("a second promotion took effect for " + key);
            }
        }
        return Optional.empty();
    }

    private Optional<String> shrunk(Truth truth) {
        for (JournalView.Lease lease : truth.journal().leases()) {
            Long before = epochs.put(lease.key(), lease.epoch());
            if (before != null && lease.epoch() < before) {
                return Optional.of("the epoch of " + lease.key() + " went from " + before + " to " + lease.epoch());
            }
        }
        return Optional.empty();
    }
}
