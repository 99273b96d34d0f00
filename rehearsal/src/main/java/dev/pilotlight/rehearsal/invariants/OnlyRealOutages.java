package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.time.Duration;
import java.util.Optional;

/** S13: unknown is never unhealthy; an error in our own probes is no outage. */
final class OnlyRealOutages extends PromotionInvariant {
    /** An outage that heals in this span before the promotion cannot be seen by anybody. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "S13";
    }

    @Override
    public String promise() {
        return "no promotion while the primary Region is well";
    }

    @Override
    Optional<String> promoted(Effect effect, PromotionEffect promotion, Truth truth) {
        boolean down = truth.primaryDownSince().isPresent();
        boolean justHealed = truth.primaryHealedAt()
                .filter(at -> effect.at().isBefore(at.plus(GRACE)))
                .isPresent();
        return down || justHealed || Consent.declared(truth, truth.epoch())
                ? Optional.empty()
                : Optional.of(promotion.globalCluster() + " was promoted while " + truth.primary() + " was well");
    }
}
