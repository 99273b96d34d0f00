package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Database;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S3 on the way home: databases change places only when a person has approved it, and never add a writer. */
final class ApprovedSwitchover implements Invariant {
    /** Who has just seen the site work may lead visitors there, although the Region is lost at that very moment. */
    private static final Duration UNNOTICED = Duration.ofSeconds(10);

    private final Map<String, Integer> writers = new HashMap<>();
    private int promotions;
    private boolean served;

    @Override
    public String id() {
        return "S3";
    }

    @Override
    public String promise() {
        return "on the way home only an approved switchover, no writer besides, and visitors only where the database writes";
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated()) {
            return Optional.empty();
        }
        return switchover(truth).or(() -> another(truth)).or(() -> shift(truth));
    }

    private Optional<String> switchover(Truth truth) {
        List<PromotionEffect> all = truth.promotions();
        List<PromotionEffect> fresh = all.subList(promotions, all.size());
        promotions = all.size();
        Optional<String> otherwise = fresh.stream()
                .filter(promotion -> promotion.how() != Promotion.SWITCHOVER)
                .findFirst()
                .map(promotion -> promotion.globalCluster() + " came home by " + promotion.how()
                        + ", which may lose what is not replicated");
        return otherwise.isPresent() || fresh.isEmpty() || truth.journal().isApproved(truth.epoch(), "failback")
                ? otherwise
                : Optional.of("the databases changed places without the approval of a person");
    }

    /** Of an old primary that came back after a detach there are two writers from the beginning, and never more. */
    private Optional<String> another(Truth truth) {
        for (Database database : truth.plan().databases()) {
            List<String> now = truth.writers(database);
            Integer before = writers.put(database.name(), now.size());
            if (before != null && now.size() > Math.max(1, before)) {
                return Optional.of(database.name() + " has one more writer: " + now);
            }
        }
        return Optional.empty();
    }

    private Optional<String> shift(Truth truth) {
        boolean fresh = truth.home().isServed() && !served;
        served = truth.home().isServed();
        boolean justLost =
                truth.home().isLostFor(Duration.ZERO) && !truth.home().isLostFor(UNNOTICED);
        return fresh && !justLost
                ? truth.plan().databases().stream()
                        .filter(database -> !truth.home().writes(database))
                        .findFirst()
                        .map(database -> "visitors were led home while " + database.name() + " took no writes there")
                : Optional.empty();
    }
}
