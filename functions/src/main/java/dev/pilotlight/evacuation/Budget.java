package dev.pilotlight.evacuation;

import dev.pilotlight.journal.JournalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How fast failovers may begin, so that all of them together stay within the request limits of EC2 and RDS: a token
 * bucket that every evacuation of the deployment shares, kept as the moment from which the next token is free.
 *
 * <p>A failover asks RDS up to 240 times for one and the same action until its database is promoted. RDS publishes no
 * limit; ten requests a second for each action is this project's assumption, so one failover takes 24 seconds of it.
 * EC2's limits, twenty described and two launched a second, are wider. {@code pilotlight bench evacuate} counts the
 * requests and shows whether this still holds.
 *
 * @see <a href="https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html">Request throttling for the
 *     Amazon EC2 API</a>
 */
record Budget(Optional<JournalTable.Item> kept) {
    /** What one failover takes of the narrowest limit. */
    static final Duration PER_FAILOVER = Duration.ofSeconds(24);

    static final JournalTable.Key KEY = new JournalTable.Key("EVACUATION", "BUDGET");
    private static final String FREE_FROM = "freeFrom";

    /** What is left, as the table says. */
    static Budget in(JournalTable table) {
        return new Budget(table.get(KEY));
    }

    /** When the next failover may begin. */
    Instant next(Instant now) {
        Instant free = kept.map(item -> Instant.parse(item.text(FREE_FROM))).orElse(Instant.EPOCH);
        return free.isAfter(now) ? free : now;
    }

    /** The write that takes the turn, unless somebody else has taken it meanwhile. */
    JournalTable.Write taken(Instant turn) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put(FREE_FROM, turn.plus(PER_FAILOVER).toString());
        JournalTable.Condition asRead = kept.<JournalTable.Condition>map(
                        item -> new JournalTable.Condition.Holds(item.attributes()))
                .orElse(new JournalTable.Condition.Absent());
        return new JournalTable.Write.Put(new JournalTable.Item(KEY, attributes), asRead);
    }
}
