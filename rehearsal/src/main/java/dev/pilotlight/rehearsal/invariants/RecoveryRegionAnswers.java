package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S14: before a promotion the services that the rest of the run needs have answered within a minute. */
final class RecoveryRegionAnswers implements Invariant {
    private static final List<String> NEEDED = List.of("dynamodb", "ec2", "rds", "sts");

    private final Map<String, Instant> answered = new HashMap<>();
    private int promotions;

    @Override
    public String id() {
        return "S14";
    }

    @Override
    public String promise() {
        return "no promotion unless the recovery Region's services answered within the last minute";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (effect.call().region().equals(truth.recovery()) && effect.succeeded()) {
            answered.put(effect.call().service(), effect.at());
        }
        if (!effect.call().service().equals("rds")
                || !effect.mutated()
                || truth.promotions().size() <= promotions) {
            return Optional.empty();
        }
        promotions = truth.promotions().size();
        Instant oldest = effect.at().minus(Duration.ofMinutes(1));
        return NEEDED.stream()
                .filter(service -> answered.getOrDefault(service, Instant.MIN).isBefore(oldest))
                .findFirst()
                .map(service -> "promoted although " + service + " had not answered within the last minute");
    }
}
