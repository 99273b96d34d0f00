package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import dev.pilotlight.twin.world.Twin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The promotions of all databases of a plan, in the order in which they were found. The twin keeps them by database,
 * and two of them may take effect at one moment; so the order is that of the looks, and what was found stays where it
 * is.
 */
final class Promotions {
    private final Twin twin;
    private final Plan plan;
    private final Map<String, Integer> counted = new HashMap<>();
    private final List<PromotionEffect> found = new ArrayList<>();
    private int earlier;

    Promotions(Twin twin, Plan plan) {
        this.twin = twin;
        this.plan = plan;
    }

    /** From now on only later ones count. */
    void forgetWhatWas() {
        look();
        earlier = found.size();
    }

    /** Those that count. */
    List<PromotionEffect> counting() {
        look();
        return List.copyOf(found.subList(earlier, found.size()));
    }

    private void look() {
        plan.databases().forEach(database -> look(database.globalCluster().value()));
    }

    private void look(String globalCluster) {
        List<PromotionEffect> all = twin.rds().promotions(globalCluster);
        found.addAll(all.subList(counted.getOrDefault(globalCluster, 0), all.size()));
        counted.put(globalCluster, all.size());
    }
}
