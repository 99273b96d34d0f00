package dev.pilotlight.rehearsal.truth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal of one plan as it lies in the table, read without the code that writes it. */
public final class JournalView {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LEASE = "LEASE";

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();

    private JournalView() {}

    /**
     * One entry.
     *
     * @param body empty when it is not JSON
     */
    public record Entry(
            String key,
            long epoch,
            long sequence,
            String kind,
            String by,
            JsonNode body,
            String previous,
            String hash) {

        public boolean is(String wanted) {
            return kind.equals(wanted);
        }

        /** A text of the body; empty when there is none. */
        public String text(String field) {
            return body.path(field).asText("");
        }
    }

    /** Who holds a plan or a global cluster. */
    public record Lease(String key, long epoch, String holder, String state) {
        public boolean isHeldBy(long someEpoch, String execution) {
            return state.equals("held") && epoch == someEpoch && holder.equals(execution);
        }
    }

    /** The journal of a plan among the items of a table. */
    static JournalView of(String plan, List<Map<String, String>> items) {
        JournalView view = new JournalView();
        for (Map<String, String> item : items) {
            String partition = item.getOrDefault("pk", "");
            String sort = item.getOrDefault("sk", "");
            if (sort.equals(LEASE)) {
                view.leases.put(partition, lease(partition, item));
            } else if (partition.equals("PLAN#" + plan) && sort.startsWith("E#")) {
                view.entries.add(entry(sort, item));
            }
        }
        return view;
    }

    private static Lease lease(String partition, Map<String, String> item) {
        return new Lease(
                partition, number(item, "epoch"), item.getOrDefault("holder", ""), item.getOrDefault("state", ""));
    }

    private static Entry entry(String sort, Map<String, String> item) {
        return new Entry(
                sort,
                number(item, "epoch"),
                number(item, "sequence"),
                item.getOrDefault("kind", ""),
                item.getOrDefault("by", ""),
                body(item.getOrDefault("body", "")),
                item.getOrDefault("previous", ""),
                item.getOrDefault("hash", ""));
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }

    private static long number(Map<String, String> item, String name) {
        String text = item.getOrDefault(name, "0");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Every entry of the plan, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries of one epoch, in order. */
    public List<Entry> entries(long epoch) {
        return entries.stream().filter(entry -> entry.epoch() == epoch).toList();
    }

    /** The entries of one kind in one epoch. */
    public List<Entry> entries(long epoch, String kind) {
        return entries(epoch).stream().filter(entry -> entry.is(kind)).toList();
    }

    public Optional<Lease> lease(String plan) {
        return Optional.ofNullable(leases.get("PLAN#" + plan));
    }

    /** Every lease, of plans and of global clusters. */
    public List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    /** The acts of an epoch, except those that are known not to have happened. */
    public List<Entry> intents(long epoch) {
        List<Long> undone = entries(epoch, "outcome").stream()
                .filter(outcome -> outcome.text("result").equals("didNotHappen"))
                .map(outcome -> outcome.body().path("intent").asLong())
                .toList();
        return entries(epoch, "intent").stream()
                .filter(intent -> !undone.contains(intent.sequence()))
                .toList();
    }

    /** The acts of an epoch of which nobody has written down what became of them. */
    public List<Entry> openIntents(long epoch) {
        List<Long> settled = entries(epoch, "outcome").stream()
                .map(outcome -> outcome.body().path("intent").asLong())
                .toList();
        return entries(epoch, "intent").stream()
                .filter(intent -> !settled.contains(intent.sequence()))
                .toList();
    }
}
