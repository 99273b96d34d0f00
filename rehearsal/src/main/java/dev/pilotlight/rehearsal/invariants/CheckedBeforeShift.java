package dev.pilotlight.rehearsal.invariants;

import dev.pilotlight.plan.Site;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S7: the site is never pointed at a target that has not passed its consecutive checks after the promotion. */
final class CheckedBeforeShift implements Invariant {
    private final Way way;
    private final Map<String, Integer> passes = new HashMap<>();
    private int promotions;
    private boolean moved;

    /** Which way visitors are led. */
    enum Way {
        /** To the recovery Region. */
        OUT,
        /** Back to the home Region. */
        HOME;

        private List<Site> sites(Truth truth) {
            return switch (this) {
                case OUT -> truth.plan().sites();
                case HOME -> truth.home().sites();
            };
        }

        private boolean isDone(Truth truth) {
            return switch (this) {
                case OUT -> truth.trafficMoved();
                case HOME -> truth.home().isServed();
            };
        }
    }

    CheckedBeforeShift(Way way) {
        this.way = way;
    }

    @Override
    public String id() {
        return "S7";
    }

    @Override
    public String promise() {
        return "traffic moves only to sites that passed their checks in a row after the promotion";
    }

    @Override
    public void begin(Truth truth) {
        moved = way.isDone(truth);
    }

    @Override
    public Optional<String> after(Effect effect, Truth truth) {
        if (effect.call().service().equals(CallFault.WEB)) {
            count(effect, truth);
            return Optional.empty();
        }
        if (effect.call().service().equals("rds") && effect.mutated()) {
            if (truth.promotions().size() > promotions) {
                passes.clear();
            }
            promotions = truth.promotions().size();
        }
        boolean fresh = effect.mutated() && way.isDone(truth) && !moved;
        moved |= effect.mutated() && way.isDone(truth);
        return fresh ? unchecked(truth) : Optional.empty();
    }

    private void count(Effect effect, Truth truth) {
        for (Site site : way.sites(truth)) {
            boolean asked = site.url().getHost().equals(effect.call().request().host())
                    && path(site).equals(effect.call().request().path());
            if (asked) {
                passes.put(site.name(), passed(site, effect) ? passes.getOrDefault(site.name(), 0) + 1 : 0);
            }
        }
    }

    private static String path(Site site) {
        String path = site.url().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static boolean passed(Site site, Effect effect) {
        String wanted = site.expect().body();
        return effect.response().status() == site.expect().status()
                && (wanted == null || effect.response().text().contains(wanted));
    }

    private Optional<String> unchecked(Truth truth) {
        return way.sites(truth).stream()
                .filter(site -> passes.getOrDefault(site.name(), 0) < site.passes())
                .findFirst()
                .map(site -> "the traffic moved when site " + site.name() + " had passed "
                        + passes.getOrDefault(site.name(), 0) + " of " + site.passes()
                        + " checks since the promotion");
    }
}
