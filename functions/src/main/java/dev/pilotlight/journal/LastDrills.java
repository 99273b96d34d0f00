package dev.pilotlight.journal;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How the last drill of each plan went: the item {@code PLAN#<plan> / DRILL}. A later drill's replaces it. */
public final class LastDrills {
    private static final String EPOCH = "epoch";

    private final JournalTable table;

    public LastDrills(JournalTable table) {
        this.table = table;
    }

    /**
     * A drill that has ended.
     *
     * @param execution its name
     * @param at when it was judged
     * @param passed whether everything came up and every site passed its checks
     * @param within whether the plan's objective for the recovery time held as well, as far as a drill can tell
     * @param why what was wrong, or empty
     */
    public record LastDrill(Epoch epoch, String execution, Instant at, boolean passed, boolean within, String why) {
        public LastDrill {
            requireNonNull(epoch);
            requireNonNull(execution);
            requireNonNull(at);
            requireNonNull(why);
        }
    }

    /** The plan's newest drill; empty when there never was one. */
    public Optional<LastDrill> of(PlanName plan) {
        return table.get(Keys.lastDrill(plan)).map(LastDrills::read);
    }

    /** Keeps how a drill went, unless a later one is known already. */
    public void keep(PlanName plan, LastDrill drill) {
        JournalTable.Item item = item(plan, drill);
        JournalTable.Write write = new JournalTable.Write.Put(
                item, new JournalTable.Condition.Below(EPOCH, drill.epoch().number()));
        if (isMade(write, item)) {
            return;
        }
        boolean known = of(plan).filter(last -> last.epoch().compareTo(drill.epoch()) >= 0)
                .isPresent();
        if (!known) {
            throw new RetryableConflictException(
                    "somebody else wrote down a drill of plan " + plan + " at the same time; call the step again");
        }
    }

    private boolean isMade(JournalTable.Write write, JournalTable.Item item) {
        try {
            return table.commit(List.of(write), Tokens.of(item)) == JournalTable.Commit.COMMITTED;
        } catch (RetryableUnavailableException noAnswer) {
            if (table.get(item.key()).equals(Optional.of(item))) {
                return true;
            }
            throw noAnswer;
        }
    }

    private static JournalTable.Item item(PlanName plan, LastDrill drill) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put(EPOCH, drill.epoch().number());
        attributes.put("execution", drill.execution());
        attributes.put("at", drill.at().toString());
        attributes.put("passed", Boolean.toString(drill.passed()));
        attributes.put("within", Boolean.toString(drill.within()));
        attributes.put("why", drill.why());
        return new JournalTable.Item(Keys.lastDrill(plan), attributes);
    }

    private static LastDrill read(JournalTable.Item item) {
        return new LastDrill(
                new Epoch(item.number(EPOCH)),
                item.text("execution"),
                Instant.parse(item.text("at")),
                Boolean.parseBoolean(item.text("passed")),
                Boolean.parseBoolean(item.text("within")),
                item.text("why"));
    }
}
