package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which side serves, for traffic switches that remember nothing themselves: the item {@code PLAN#<plan> / SWITCH}.
 * There is none before the traffic was first moved, and nothing but a move changes it.
 */
public final class TrafficLatch {
    private static final String SERVES = "serves";

    private final JournalTable table;

    public TrafficLatch(JournalTable table) {
        this.table = table;
    }

    /** The side that was last chosen; empty while none ever was. */
    public Optional<Side> side(PlanName plan) {
        return table.get(Keys.trafficSwitch(plan)).map(item -> Side.valueOf(item.text(SERVES)));
    }

    /**
     * Chooses a side. Who reads it afterwards gets this one.
     *
     * @throws RetryableConflictException when somebody else chose at the same time
     */
    public void choose(PlanName plan, Side side, Permit permit) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put(SERVES, side.name());
        attributes.put("epoch", permit.epoch().number());
        attributes.put("sequence", permit.sequence());
        JournalTable.Item item = new JournalTable.Item(Keys.trafficSwitch(plan), new TreeMap<>(attributes));
        JournalTable.Condition condition = table.get(item.key())
                .<JournalTable.Condition>map(before -> new JournalTable.Condition.Holds(before.attributes()))
                .orElse(new JournalTable.Condition.Absent());
        if (!isCommitted(item, condition)) {
            throw new RetryableConflictException(
                    "somebody else moved the switch of plan " + plan + " at the same time; call the step again");
        }
    }

    private boolean isCommitted(JournalTable.Item item, JournalTable.Condition condition) {
        try {
            return table.commit(List.of(new JournalTable.Write.Put(item, condition)), Tokens.of(item))
                    == JournalTable.Commit.COMMITTED;
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(item.key()).equals(Optional.of(item))) {
                return true;
            }
            throw noAnswer;
        }
    }

    /** Who visitors are sent to. */
    public enum Side {
        PRIMARY,
        RECOVERY
    }
}
