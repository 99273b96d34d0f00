package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reading the journal of one epoch. Writing to it is the lease's alone. */
final class Journal {
    /** The fact of an opening that names the epoch whose run was taken over. */
    static final String TAKEN_OVER = "takenOver";

    /** The fact of an opening that names the epoch whose failback was taken over, and so given up. */
    static final String GAVE_UP = "gaveUp";

    /** The fact of an outcome that names the epoch of its intent, where that is another one. */
    static final String EPOCH = "epoch";

    private static final Set<Act.Kind> FENCING = Set.of(
            Act.Kind.CREATE_NETWORK_ACL,
            Act.Kind.CLOSE_SUBNET,
            Act.Kind.STOP_INSTANCES,
            Act.Kind.EMPTY_OLD_GROUP,
            Act.Kind.CALL_FENCE_FUNCTION);

    /** What moves the application from one Region to the other. */
    private static final Set<Purpose> MOVES = Set.of(Purpose.FAILOVER, Purpose.FAILBACK);

    private Journal() {}

    /** All entries, in order, after checking that none is missing and none was changed. */
    static List<Entry> entries(JournalTable table, PlanName plan, Epoch epoch) {
        List<Entry> entries = table.list(Keys.partition(plan), Keys.entriesOf(epoch)).stream()
                .map(item -> Entry.of(plan, item))
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean linked =
                    i == 0 || entry.previous().equals(entries.get(i - 1).hash());
            if (entry.sequence() != i + 1 || !linked) {
                throw new BrokenJournalException("the journal of " + plan + " has a gap before entry "
                        + entry.sequence() + " of epoch " + epoch + "; somebody has removed an entry");
            }
        }
        return entries;
    }

    /** The entries of an epoch, after those of the epochs that it has taken over. */
    static List<Entry> history(JournalTable table, PlanName plan, Epoch epoch) {
        List<Entry> history = new ArrayList<>();
        Optional<Epoch> next = Optional.of(epoch);
        while (next.isPresent()) {
            List<Entry> entries = entries(table, plan, next.get());
            history.addAll(0, entries);
            next = takenOver(entries);
        }
        return history;
    }

    /** The entries of every epoch, the newest epoch first, each epoch in order. */
    static List<Entry> everything(JournalTable table, PlanName plan) {
        return table.list(Keys.partition(plan), Keys.ENTRIES).stream()
                .map(item -> Entry.of(plan, item))
                .sorted(Comparator.comparingLong((Entry entry) -> entry.epoch().number())
                        .reversed()
                        .thenComparingLong(Entry::sequence))
                .toList();
    }

    /** The entries of every epoch before one, the oldest epoch first. */
    static SortedMap<Epoch, List<Entry>> before(JournalTable table, PlanName plan, Epoch epoch) {
        SortedMap<Epoch, List<Entry>> earlier = new TreeMap<>();
        everything(table, plan).stream()
                .filter(entry -> entry.epoch().number() < epoch.number())
                .forEach(entry -> earlier.computeIfAbsent(entry.epoch(), _ -> new ArrayList<>())
                        .add(entry));
        return earlier;
    }

    private static Optional<Epoch> takenOver(List<Entry> entries) {
        return entries.stream()
                .findFirst()
                .map(Entry::facts)
                .filter(facts -> facts.has(TAKEN_OVER))
                .map(facts -> new Epoch(facts.path(TAKEN_OVER).asLong()));
    }

    /** The intent that an outcome settles; one of an epoch that was taken over is named with its epoch. */
    static JournalTable.Key settledBy(Entry outcome) {
        JsonNode facts = outcome.facts();
        Epoch epoch = facts.has(EPOCH) ? new Epoch(facts.path(EPOCH).asLong()) : outcome.epoch();
        return Keys.entry(outcome.plan(), epoch, facts.path("intent").asLong());
    }

    /**
     * Whether an act was intended that nothing takes back, and which is not known to have had no effect. The intent is
     * the point of no return; only a refusal that is written down leads back before it.
     */
    static boolean isPastNoReturn(List<Entry> entries) {
        boolean found = entries.stream().anyMatch(entry -> entry.kind().equals(Entry.FOUND_PROMOTED));
        return found
                || Deeds.in(entries).stream()
                        .filter(deed -> deed.act().kind().course() == Act.Course.FINAL)
                        .anyMatch(deed -> !deed.failed());
    }

    /**
     * Whether the newest run that went beyond its point of no return was a failback that never ended: a failover has
     * taken it over, and has promoted nothing.
     *
     * @param epochs the entries of each, the oldest epoch first
     */
    static boolean isHalfwayHome(SortedMap<Epoch, List<Entry>> epochs) {
        return epochs.reversed().values().stream()
                .filter(entries -> MOVES.contains(purpose(entries)) && isPastNoReturn(entries))
                .findFirst()
                .filter(entries -> purpose(entries) == Purpose.FAILBACK)
                .filter(entries -> entries.getLast().kind().equals(Entry.SETTLED))
                .isPresent();
    }

    /** Whether the primary may have been fenced; whether it still is, only the primary Region knows. */
    static boolean hasFenced(List<Entry> entries) {
        return Deeds.in(entries).stream()
                .filter(deed -> FENCING.contains(deed.act().kind()))
                .anyMatch(deed -> !deed.failed());
    }

    /** Why nothing but undoing is permitted any more; a resumed run begins without that. */
    static Optional<Outcome.Refused> stopped(List<Entry> entries) {
        Optional<Outcome.Refused> stopped = Optional.empty();
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case Entry.STOPPED ->
                    stopped =
                            Optional.of(Lease.stopped(entry.facts().path("why").asText()));
                case Entry.OPENED, Entry.RESUMED -> stopped = Optional.empty();
                default -> {}
            }
        }
        return stopped;
    }

    /** What the run is for, as its first entry says. */
    static Purpose purpose(List<Entry> entries) {
        return entries.isEmpty()
                ? Purpose.FAILOVER
                : Words.parse(
                        Purpose.class,
                        entries.getFirst().facts().path("purpose").asText());
    }

    /** The ARN of the execution that opened the record; empty where nobody has written it down. */
    static String openedArn(List<Entry> entries) {
        return entries.isEmpty()
                ? ""
                : entries.getFirst().facts().path("executionArn").asText("");
    }

    /** The ARN of an execution, as its first entry says. */
    static Optional<String> executionArn(List<Entry> entries, String execution) {
        return entries.reversed().stream()
                .filter(entry -> entry.by().equals(execution))
                .map(entry -> entry.facts().path("executionArn").asText(""))
                .filter(arn -> !arn.isEmpty())
                .findFirst();
    }

    /** Whether the run has given a failback up that had brought the databases home. */
    static boolean hasGivenUp(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.facts().has(GAVE_UP));
    }

    /** When the primary failed, as the run's first entry says. */
    static Optional<Instant> outageBegan(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.facts().path("outageBegan"))
                .filter(began -> began.isTextual())
                .map(began -> Instant.parse(began.textValue()))
                .findFirst();
    }

    /** When the databases began to be switched over, from which on nobody could write. */
    static Optional<Instant> switchedOverAt(List<Entry> entries) {
        return intents(entries, Set.of(Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER))
                .map(Entry::at)
                .findFirst();
    }

    private static Stream<Entry> intents(List<Entry> entries, Set<Act.Kind> kinds) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(Entry.INTENT))
                .filter(entry -> kinds.contains(
                        Act.Kind.valueOf(entry.facts().path("act").asText())));
    }

    /** What became of old primaries' snapshots, by the names of their databases; a copy stays, whatever came later. */
    static Map<String, JsonNode> snapshots(List<Entry> entries) {
        Map<String, JsonNode> fates = new TreeMap<>();
        entries.stream()
                .filter(entry -> entry.kind().equals(Entry.SNAPSHOT))
                .map(Entry::facts)
                .forEach(facts ->
                        fates.merge(facts.path("database").asText(), facts, (was, is) -> was.has("copy") ? was : is));
        return fates;
    }

    /** When an act that moves visitors was last seen to have happened. */
    static Optional<Instant> trafficMovedAt(List<Entry> entries) {
        List<JournalTable.Key> shifts = intents(entries, Set.of(Act.Kind.SHIFT_TRAFFIC, Act.Kind.SHIFT_TRAFFIC_HOME))
                .map(Entry::key)
                .toList();
        return entries.stream()
                .filter(entry -> entry.kind().equals(Entry.OUTCOME))
                .filter(entry -> shifts.contains(settledBy(entry)))
                .filter(entry -> entry.facts().path("result").asText().equals("happened"))
                .map(Entry::at)
                .findFirst();
    }
}
