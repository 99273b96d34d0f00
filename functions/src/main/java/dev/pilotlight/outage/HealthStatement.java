package dev.pilotlight.outage;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.journal.BrokenJournalException;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.journal.JournalTable.Item;
import dev.pilotlight.journal.Tokens;
import dev.pilotlight.plan.RegionName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The newest thing AWS Health has said about one service in one Region, as the item {@code HEALTH#<Region> / <service>}
 * keeps it.
 *
 * @param service like {@code EC2}
 * @param open whether the issue goes on
 * @param began when the issue began, according to AWS, to the millisecond
 * @param at when AWS said so, to the millisecond
 * @see <a href="https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html">its events</a>
 */
record HealthStatement(RegionName region, String service, boolean open, Instant began, Instant at) {
    /** Services whose failure takes an application down; AWS Health speaks about many others. */
    static final Set<String> SERVICES =
            Set.of("EC2", "RDS", "VPC", "ELASTICLOADBALANCING", "INTERNETCONNECTIVITY", "MULTIPLE_SERVICES");

    private static final String AT = "at";
    private static final String BEGAN = "began";

    HealthStatement {
        requireNonNull(region);
        requireNonNull(service);
        began = began.truncatedTo(ChronoUnit.MILLIS);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** All that is known about a Region, in alphabetical order of the services. */
    static List<HealthStatement> about(JournalTable table, RegionName region) {
        return table.list(partition(region), "").stream()
                .map(item -> of(region, item))
                .toList();
    }

    /**
     * Keeps this, unless something newer is known.
     *
     * @return whether it was written
     */
    boolean writeTo(JournalTable table) {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("status", open ? "open" : "closed");
        attributes.put(BEGAN, began.toEpochMilli());
        attributes.put(AT, at.toEpochMilli());
        Item item = new Item(new JournalTable.Key(partition(region), service), new TreeMap<>(attributes));
        JournalTable.Write write =
                new JournalTable.Write.Put(item, new JournalTable.Condition.Below(AT, at.toEpochMilli()));
        return table.commit(List.of(write), Tokens.of(item)) == JournalTable.Commit.COMMITTED;
    }

    /** @throws BrokenJournalException when the item is of another form */
    private static HealthStatement of(RegionName region, Item item) {
        return new HealthStatement(
                region,
                item.key().sort(),
                item.text("status").equals("open"),
                Instant.ofEpochMilli(item.number(BEGAN)),
                Instant.ofEpochMilli(item.number(AT)));
    }

    private static String partition(RegionName region) {
        return "HEALTH#" + region;
    }
}
