package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Who holds a global cluster, as the item {@code CLUSTER#<global cluster> / LEASE} says: two plans may name the same
 * one.
 */
record ClusterTenure(PlanName plan, Epoch epoch, String holder, Instant since, Tenure.State state) {

    static JournalTable.Condition heldBy(PlanName plan, Epoch epoch, String holder) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("plan", plan.value());
        attributes.put("epoch", epoch.number());
        attributes.put("holder", holder);
        attributes.put("state", Words.of(Tenure.State.HELD));
        return new JournalTable.Condition.Holds(attributes);
    }

    static boolean isHeldBy(JournalTable.Item item, PlanName plan, Epoch epoch, String holder) {
        ClusterTenure tenure = of(item);
        return tenure.plan.equals(plan)
                && tenure.epoch.equals(epoch)
                && tenure.holder.equals(holder)
                && tenure.state == Tenure.State.HELD;
    }

    ClusterTenure in(Tenure.State next) {
        return new ClusterTenure(plan, epoch, holder, since, next);
    }

    JournalTable.Item item(JournalTable.Key key) {
        TreeMap<String, Object> attributes = new TreeMap<>(condition().attributes());
        attributes.put("since", since.toString());
        return new JournalTable.Item(key, attributes);
    }

    /** That nobody else has taken it since this was read. */
    JournalTable.Condition.Holds condition() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("plan", plan.value());
        attributes.put("epoch", epoch.number());
        attributes.put("holder", holder);
        attributes.put("state", Words.of(state));
        return new JournalTable.Condition.Holds(attributes);
    }

    static ClusterTenure of(JournalTable.Item item) {
        return new ClusterTenure(
                new PlanName(item.text("plan")),
                new Epoch(item.number("epoch")),
                item.text("holder"),
                Instant.parse(item.text("since")),
                Words.parse(Tenure.State.class, item.text("state")));
    }
}
