package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.ImageTruth;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S17: only images that this software has made are retired, and neither one in use nor a tier's last good one. */
final class GoodImagesKept implements Invariant {
    private static final String RETIREMENT = "DeregisterImage";

    /** What there was right before each call that retires an image. */
    private final Map<Integer, ImageTruth> before = new HashMap<>();

    @Override
    public String id() {
        return "S17";
    }

    @Override
    public String promise() {
        return "no image is retired that is unmarked, in use, or a tier's last good one";
    }

    @Override
    public Optional<String> before(Attempt attempt, Truth truth) {
        if (attempt.call().operation().equals(RETIREMENT)) {
            before.put(attempt.index(), truth.images(attempt.call().region()));
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        ImageTruth was = before.remove(effect.index());
        if (was == null || !effect.mutated()) {
            return Optional.empty();
        }
        String image = image(effect.call());
        if (was.has(image) && !was.isMarked(image)) {
            return Optional.of(effect + " has retired " + image + ", which does not carry the mark of this software");
        }
        return was.isUsed(image)
                ? Optional.of(effect + " has retired " + image + ", from which an instance runs")
                : lastOne(effect, was, truth);
    }

    private static Optional<String> lastOne(Effect effect, ImageTruth was, Truth truth) {
        ImageTruth now = truth.images(effect.call().region());
        return tiers(effect.call().region(), truth).stream()
                .filter(InstanceTier.class::isInstance)
                .map(InstanceTier.class::cast)
                .filter(tier -> was.good(tier) > 0 && now.good(tier) == 0)
                .findFirst()
                .map(tier -> effect + " has retired the last good image of tier " + tier.name());
    }

    private static List<? extends Tier> tiers(String region, Truth truth) {
        return region.equals(truth.recovery())
                ? truth.plan().tiers()
                : truth.home().tiers();
    }

    private static String image(Call call) {
        return HttpRequest.form(call.request().text()).getOrDefault("ImageId", "");
    }
}
