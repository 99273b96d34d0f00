package dev.pilotlight.outage;

import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.JournalTable.Item;
import dev.pilotlight.journal.Tokens;
import dev.pilotlight.plan.PlanName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the scheduled looks at a plan's primary have seen so far, as the item {@code PLAN#<plan> / WATCH} remembers it.
 *
 * @param lookedAt the schedule's time of the newest look
 * @param downSince since when a quorum has said without interruption that it is down; {@link Instant#EPOCH} while none
 *     does
 * @param wellAt when the signals last saw it well; {@link Instant#EPOCH} when they never did
 */
record Watch(PlanName plan, Instant lookedAt, Instant downSince, Instant wellAt) {
    /** The schedule calls each minute; two calls may be lost before nobody can speak of "without interruption". */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(3);

    private static final String LOOKED_AT = "lookedAt";

    static Watch of(JournalTable table, PlanName plan) {
        return table.get(key(plan))
                .map(item -> new Watch(
                        plan,
                        Instant.ofEpochMilli(item.number(LOOKED_AT)),
                        Instant.ofEpochMilli(item.number("downSince")),
                        Instant.ofEpochMilli(item.number("wellAt"))))
                .orElse(new Watch(plan, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
    }

    /** What is known after one more look. */
    Watch after(Tally tally, Instant at) {
        boolean goesOn = isDown() && !lookedAt.plus(LONGEST_GAP).isBefore(at);
        return new Watch(
                plan, at, tally.down() ? (goesOn ? downSince : at) : Instant.EPOCH, tally.well() ? at : wellAt);
    }

    boolean isDown() {
        return !downSince.equals(Instant.EPOCH);
    }

    boolean hasLasted(Duration window) {
        return isDown() && !downSince.plus(window).isAfter(lookedAt);
    }

    /**
     * Remembers this look, unless this one or a later one is remembered already.
     *
     * @return whether it was written
     */
    boolean writeTo(JournalTable table) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put(LOOKED_AT, lookedAt.toEpochMilli());
        attributes.put("downSince", downSince.toEpochMilli());
        attributes.put("wellAt", wellAt.toEpochMilli());
        Item item = new Item(key(plan), new TreeMap<>(attributes));
        JournalTable.Write write =
                new JournalTable.Write.Put(item, new JournalTable.Condition.Below(LOOKED_AT, lookedAt.toEpochMilli()));
        return table.commit(List.of(write), Tokens.of(item)) == JournalTable.Commit.COMMITTED;
    }

    private static JournalTable.Key key(PlanName plan) {
        return new JournalTable.Key("PLAN#" + plan, "WATCH");
    }
}
