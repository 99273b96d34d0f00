package dev.pilotlight.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.CanonicalJson;
import dev.pilotlight.plan.Digests;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Epoch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of the journal. Entries are never changed: each carries the hash of the one before it, so a change or a gap
 * shows.
 *
 * @param sequence from 1 in each epoch, without gaps
 * @param by the execution that wrote it
 * @param kind like {@code intent}
 * @param body a JSON object, as text
 * @param previous {@link #hash()} of the entry before it, which may belong to the epoch before
 */
public record Entry(
        PlanName plan, Epoch epoch, long sequence, Instant at, String by, String kind, String body, String previous) {

    /** What stands before the first entry of a plan. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    /** A run has begun to hold its epoch. */
    public static final String OPENED = "opened";

    /** Another execution goes on with the epoch, after a person has looked. */
    public static final String RESUMED = "resumed";

    /** Another execution goes on with the epoch, because the history of this one has become long. */
    public static final String CONTINUED = "continued";

    /** An act is about to be done. */
    public static final String INTENT = "intent";

    /** The run is to turn back: nothing but undoing is permitted any more. */
    public static final String STOPPED = "stopped";

    /** The execution ended without closing its record; somebody else has noticed. */
    public static final String ABANDONED = "abandoned";

    /** Another execution takes the plan away from the one that holds it. */
    public static final String ADOPTED = "adopted";

    /** Every act of a run that was taken away is settled; the next epoch may begin. */
    public static final String SETTLED = "settled";

    /** A database takes writes, or is about to, although this epoch has not asked for it. */
    public static final String FOUND_PROMOTED = "found-promoted";

    /** What became of the snapshot that Aurora takes of an old primary. */
    public static final String SNAPSHOT = "snapshot";

    /** What became of an intended act. */
    public static final String OUTCOME = "outcome";

    /** A run has ended. */
    public static final String CLOSED = "closed";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The SHA-256 over everything above, as 64 hexadecimal digits. */
    public String hash() {
        ObjectNode all = JsonNodeFactory.instance
                .objectNode()
                .put("plan", plan.value())
                .put("epoch", epoch.number())
                .put("sequence", sequence)
                .put("at", at.toString())
                .put("by", by)
                .put("kind", kind)
                .put("body", body)
                .put("previous", previous);
        return Digests.sha256(CanonicalJson.write(all).getBytes(StandardCharsets.UTF_8));
    }

    /** The body as JSON. */
    public JsonNode facts() {
        return facts(body);
    }

    static JsonNode facts(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            // Its message would quote the text.
            throw new BrokenJournalException(
                    "a text in the journal is not JSON; somebody else has written to the table");
        }
    }

    static String body(Map<String, Object> facts) {
        return CanonicalJson.write(MAPPER.valueToTree(facts));
    }

    JournalTable.Key key() {
        return Keys.entry(plan, epoch, sequence);
    }

    JournalTable.Item item() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("epoch", epoch.number());
        attributes.put("sequence", sequence);
        attributes.put("at", at.toString());
        attributes.put("by", by);
        attributes.put("kind", kind);
        attributes.put("body", body);
        attributes.put("previous", previous);
        attributes.put("hash", hash());
        return new JournalTable.Item(key(), attributes);
    }

    /**
     * The entry that an item holds.
     *
     * @throws BrokenJournalException when the item is not what {@link #item} wrote
     */
    static Entry of(PlanName plan, JournalTable.Item item) {
        Entry entry = new Entry(
                plan,
                new Epoch(item.number("epoch")),
                item.number("sequence"),
                Instant.parse(item.text("at")),
                item.text("by"),
                item.text("kind"),
                item.text("body"),
                item.text("previous"));
        if (!entry.key().equals(item.key()) || !entry.hash().equals(item.text("hash"))) {
            throw new BrokenJournalException(item.key() + " does not match its hash; somebody has changed it");
        }
        return entry;
    }
}
