package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Autonomy;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.Optional;

/** S3: an unconfirmed fence is decided before the promotion, and traffic shifts only after a proven one. */
final class DecidedFirst implements Invariant {
    private int promotions;
    private boolean moved;

    @Override
    public String id() {
        return "S3";
    }

    @Override
    public String promise() {
        return "promotion and shift only after a recorded decision that covers the fence; shift only after a proven promotion";
    }

    @Override
    public void begin(Truth truth) {
        moved = truth.trafficMoved();
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (!effect.mutated()) {
            return Optional.empty();
        }
        return promotion(truth).or(() -> shift(truth)).or(() -> splitBrain(truth));
    }

    private Optional<String> promotion(Truth truth) {
        int count = truth.promotions().size();
        boolean fresh = count > promotions;
        promotions = count;
        if (!fresh) {
            return Optional.empty();
        }
        if (!Consent.decided(truth, truth.epoch())) {
            return Optional.of("a promotion took effect before a decision was written down");
        }
        if (truth.plan().autonomy() != Autonomy.AUTOMATIC && !Consent.approved(truth, truth.epoch())) {
            return Optional.of("a promotion took effect without the approval that the plan asks for");
        }
        return Consent.fenced(truth, truth.epoch())
                ? Optional.empty()
                : Optional.of("a promotion took effect while the fence was neither confirmed nor waived");
    }

    private Optional<String> shift(Truth truth) {
        boolean fresh = truth.trafficMoved() && !moved;
        moved = truth.trafficMoved();
        if (!fresh) {
            return Optional.empty();
        }
        return truth.plan().databases().stream()
                .filter(database -> !truth.isPromoted(database))
                .findFirst()
                .map(database -> "the traffic moved while " + database.name() + " did not take writes");
    }

    private static Optional<String> splitBrain(Truth truth) {
        return truth.plan().databases().stream()
                .filter(database -> truth.writers(database).size() > 1)
                .filter(database -> !Consent.fenced(truth, truth.epoch()))
                .findFirst()
                .map(database -> database.name() + " has two writers: " + truth.writers(database));
    }
}
