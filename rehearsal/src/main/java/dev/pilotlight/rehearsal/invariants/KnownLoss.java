package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** S5: a promotion that can lose data needs a known lag within the plan's limit, or an approval. */
final class KnownLoss extends PromotionInvariant {
    private static final Duration OLDEST = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "S5";
    }

    @Override
    public String promise() {
        return "no unapproved promotion with an unknown or too large lag";
    }

    @Override
    Optional<String> promoted(Effect effect, PromotionEffect promotion, Truth truth) {
        Optional<Database> database = database(promotion, truth);
        if (database.isEmpty() || Consent.approved(truth, truth.epoch())) {
            return Optional.empty();
        }
        Optional<Instant> lost = truth.primaryLostAt();
        Optional<Double> lag = lost.flatMap(at -> lastBefore(at, truth.lagSamples(database.get())));
        if (lag.isEmpty()) {
            return Optional.of("promoted although no sample of the lag from before the outage says what is lost");
        }
        double limit = database.get().maxLag().toMillis();
        return lag.get() >= 0 && lag.get() <= limit
                ? Optional.empty()
                : Optional.of("promoted with a lag of " + lag.get() + " ms; the plan allows " + limit);
    }

    private static Optional<Double> lastBefore(Instant lost, List<Datum> samples) {
        return samples.reversed().stream()
                .filter(sample -> !sample.at().isAfter(lost))
                .findFirst()
                .filter(sample -> !sample.at().isBefore(lost.minus(OLDEST)))
                .map(sample -> sample.summary().maximum());
    }
}
