package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.time.Duration;
import java.util.Optional;

/** S5 on the way home: databases change places only while the one at home is known to be close behind. */
final class SwitchoverInStep extends PromotionInvariant {
    /** The metric has a sample a minute, and a late one now and then; the call takes a moment as well. */
    private static final Duration FRESH = Duration.ofMinutes(4);

    @Override
    public String id() {
        return "S5";
    }

    @Override
    public String promise() {
        return "no switchover home with an unknown or too large lag";
    }

    @Override
    Optional<String> promoted(Effect effect, PromotionEffect promotion, Truth truth) {
        Optional<Database> database = database(promotion, truth);
        Failback failback = truth.plan().failback();
        if (database.isEmpty() || failback == null) {
            return Optional.of(promotion.globalCluster() + " changed places, which the plan does not speak of");
        }
        Optional<Double> lag = truth.home().lagSamples(database.get()).reversed().stream()
                .filter(sample -> sample.at().isAfter(effect.at().minus(FRESH)))
                .findFirst()
                .map(Datum::summary)
                .map(summary -> summary.maximum());
        double limit = failback.maxLag().toMillis();
        if (lag.isEmpty()) {
            return Optional.of("switched over although no fresh sample says how far the home database is behind");
        }
        return lag.get() >= 0 && lag.get() <= limit
                ? Optional.empty()
                : Optional.of("switched over with a lag of " + lag.get() + " ms; the plan allows " + limit);
    }
}
