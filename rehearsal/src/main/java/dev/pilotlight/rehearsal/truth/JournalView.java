package dev.pilotlight.rehearsal.truth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The journal of one plan as it lies in the table, read without the code that writes it. */
public final class JournalView {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LEASE = "LEASE";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Acts that nothing takes back. */
    private static final Set<String> FINAL = Set.of(
            "DETACH_CLUSTER",
            "FAILOVER_GLOBAL_CLUSTER",
            "BIND_PARAMETER",
            "PROMOTE_SECRET",
            "BIND_SECRET",
            "SHIFT_TRAFFIC",
            "SWITCH_OVER_GLOBAL_CLUSTER",
            "SHIFT_TRAFFIC_HOME",
            "DELETE_OLD_INSTANCE",
            "DELETE_OLD_CLUSTER");

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Set<Approved> approved = new HashSet<>();

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

    /** That somebody has said yes, in the very words of whoever took the answer down. */
    private record Approved(long epoch, String subject, String named) {}

    /** Who holds a plan or a global cluster. */
    public record Lease(String key, long epoch, String holder, String state) {
        /**
         * An execution that ended without closing its record may be redriven, so it holds what nobody else has taken.
         */
        private static final Set<String> HOLDING = Set.of("held", "abandoned");

        public boolean isHeldBy(long someEpoch, String execution) {
            return HOLDING.contains(state) && epoch == someEpoch && holder.equals(execution);
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
            } else if (partition.equals("PLAN#" + plan) && sort.startsWith("APPROVAL#") && isYes(item)) {
                view.approved.add(new Approved(
                        number(item, "epoch"), item.getOrDefault("subject", ""), item.getOrDefault("named", "")));
            }
        }
        return view;
    }

    private static boolean isYes(Map<String, String> item) {
        return item.getOrDefault("state", "").equals("approved")
                && item.getOrDefault("by", "").startsWith("arn:");
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
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
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

    /** Whether a person has answered yes to what a run of this epoch has asked about this. */
    public boolean isApproved(long epoch, String subject) {
        return approved.stream()
                .anyMatch(yes -> yes.epoch() == epoch && yes.subject().equals(subject));
    }

    /** What people have named when they have said yes to what a run of this epoch has asked about this. */
    public Set<String> named(long epoch, String subject) {
        return approved.stream()
                .filter(yes -> yes.epoch() == epoch && yes.subject().equals(subject))
                .map(Approved::named)
                .collect(Collectors.toSet());
    }

    public Optional<Lease> lease(String plan) {
        return Optional.ofNullable(leases.get("PLAN#" + plan));
    }

    /** Every lease, of plans and of global clusters. */
    public List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    /** The entries of an epoch, after those of the epochs that it has taken over. */
    public List<Entry> history(long epoch) {
        List<Entry> own = entries(epoch);
        List<Entry> history = new ArrayList<>(takenOver(own).map(this::history).orElse(List.of()));
        history.addAll(own);
        return history;
    }

    private static Optional<Long> takenOver(List<Entry> entries) {
        return entries.stream()
                .findFirst()
                .map(first -> first.body().path("takenOver"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong);
    }

    /**
     * What holds in an epoch of what was decided and found: what is its own, and beyond the point of no return also
     * what the epochs said that it has taken over.
     */
    public List<Entry> standing(long epoch) {
        List<Entry> own = entries(epoch);
        boolean past = takenOver(own).filter(this::isPastNoReturn).isPresent();
        return past ? history(epoch) : own;
    }

    private boolean isPastNoReturn(long epoch) {
        Set<Place> undone = settled(history(epoch), "didNotHappen");
        return history(epoch).stream()
                .anyMatch(entry -> entry.is("found-promoted")
                        || (entry.is("intent")
                                && FINAL.contains(entry.text("act"))
                                && !undone.contains(Place.of(entry))));
    }

    /** The acts of an epoch, except those that are known not to have happened. */
    public List<Entry> intents(long epoch) {
        Set<Place> undone = settled(entries, "didNotHappen");
        return entries(epoch, "intent").stream()
                .filter(intent -> !undone.contains(Place.of(intent)))
                .toList();
    }

    /**
     * The acts of an epoch, and of those that it has taken over, of which nobody has written down what became of them.
     */
    public List<Entry> openIntents(long epoch) {
        Set<Place> settled = settled(entries, "happened");
        settled.addAll(settled(entries, "didNotHappen"));
        return history(epoch).stream()
                .filter(entry -> entry.is("intent") && !settled.contains(Place.of(entry)))
                .toList();
    }

    /** The intents with this result; an outcome names the epoch of its intent where that is another one. */
    private static Set<Place> settled(List<Entry> among, String result) {
        return among.stream()
                .filter(entry -> entry.is("outcome") && entry.text("result").equals(result))
                .map(outcome -> new Place(
                        outcome.body().path("epoch").asLong(outcome.epoch()),
                        outcome.body().path("intent").asLong()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Where in the journal an entry stands. */
    private record Place(long epoch, long sequence) {
        static Place of(Entry entry) {
            return new Place(entry.epoch(), entry.sequence());
        }
    }
}
