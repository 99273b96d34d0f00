package dev.pilotlight.witness;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.BrokenJournalException;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.JournalTable.Item;
import dev.pilotlight.journal.Tokens;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.site.Probe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest report of a witness. It has a partition of its own, because IAM can bind a role to a partition of a table
 * ({@code dynamodb:LeadingKeys}) and to nothing finer: in the plan's partition a witness could overwrite the lease.
 *
 * @param region in which the witness runs
 * @param at when it looked, by its own clock, to the millisecond
 * @param why what it saw, at most 200 characters
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html">Conditions
 *     for access to items</a>
 */
public record Sighting(PlanName plan, String witness, RegionName region, Instant at, Probe.State state, String why) {
    private static final int LONGEST = 200;
    private static final String AT = "at";

    public Sighting {
        requireNonNull(plan);
        requireNonNull(witness);
        requireNonNull(region);
        requireNonNull(state);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        why = why.length() <= LONGEST ? why : why.substring(0, LONGEST);
    }

    /**
     * The newest report of a witness; there is none before its first.
     *
     * @throws BrokenJournalException when there is something else in its place
     */
    public static Optional<Sighting> newest(JournalTable table, PlanName plan, String witness) {
        return table.get(key(plan, witness)).map(item -> of(plan, witness, item));
    }

    /**
     * Writes this report, unless there is a newer one.
     *
     * @return whether it was written
     */
    public boolean writeTo(JournalTable table) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("region", region.value());
        attributes.put(AT, at.toEpochMilli());
        attributes.put("state", Words.of(state));
        attributes.put("why", why);
        Item item = new Item(key(plan, witness), new TreeMap<>(attributes));
        JournalTable.Write write =
                new JournalTable.Write.Put(item, new JournalTable.Condition.Below(AT, at.toEpochMilli()));
        return table.commit(List.of(write), Tokens.of(item)) == JournalTable.Commit.COMMITTED;
    }

    private static Sighting of(PlanName plan, String witness, Item item) {
        try {
            return new Sighting(
                    plan,
                    witness,
                    new RegionName(item.text("region")),
                    Instant.ofEpochMilli(item.number(AT)),
                    Words.parse(Probe.State.class, item.text("state")),
                    item.text("why"));
        } catch (IllegalArgumentException malformed) {
            throw new BrokenJournalException("the report of the witness " + witness + " is not one: "
                    + malformed.getMessage() + "; look who writes to the table");
        }
    }

    private static JournalTable.Key key(PlanName plan, String witness) {
        return new JournalTable.Key("WITNESS#" + plan + "#" + witness, "SIGHTING");
    }
}
