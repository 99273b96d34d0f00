package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Strategy;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.util.Optional;

/** S4: a detach happens only when the strategy, a refusal or an approval allows it. */
final class RightWayToPromote extends PromotionInvariant {
    @Override
    public String id() {
        return "S4";
    }

    @Override
    public String promise() {
        return "a detach only as the plan says, after a refused managed failover, or approved; never a switchover";
    }

    @Override
    Optional<String> promoted(Effect effect, PromotionEffect promotion, Truth truth) {
        Strategy strategy = database(promotion, truth)
                .map(Database::strategy)
                .orElse(promotion.how() == Promotion.DETACH ? Strategy.DETACH : Strategy.MANAGED);
        boolean allowed = switch (promotion.how()) {
            case DETACH -> strategy == Strategy.DETACH || mayDetach(truth);
            case FAILOVER -> strategy == Strategy.MANAGED;
            case SWITCHOVER -> false;
        };
        return allowed
                ? Optional.empty()
                : Optional.of(promotion.globalCluster() + " was promoted by " + promotion.how()
                        + ", which the plan's strategy " + strategy + " does not allow");
    }

    private static boolean mayDetach(Truth truth) {
        long epoch = truth.epoch();
        return Consent.approved(truth, epoch)
                || truth.journal().entries(epoch, "outcome").stream()
                        .anyMatch(outcome -> outcome.text("result").equals("didNotHappen"));
    }
}
