package dev.pilotlight.journal;

import dev.pilotlight.step.RetryableUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The journal's table in memory, with the faults that a network and other writers bring. */
public final class InMemoryJournalTable implements JournalTable {
    private final TreeMap<String, Item> items = new TreeMap<>();
    private final Set<String> tokens = new HashSet<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<List<Write>> commits = new ArrayList<>();

    /** What happens to one commit. */
    public enum Fault {
        /** Nothing goes wrong. */
        NONE,
        /** It is made, and its answer is lost. */
        LOSE_ANSWER,
        /** It is lost on the way. */
        LOSE_REQUEST,
        /** Another transaction is in the way. */
        CONTEND
    }

    /** The next commits meet these faults, in this order. */
    public void meet(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Everything that was committed, in order. */
    public List<List<Write>> commits() {
        return List.copyOf(commits);
    }

    /** Replaces an item, as somebody else would who does not keep to the rules. */
    public void tamper(Item item) {
        items.put(name(item.key()), item);
    }

    /** Removes an item, which this software never does. */
    public void remove(Key key) {
        items.remove(name(key));
    }

    /** The tokens of everything that was committed. */
    public Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    @Override
    public Optional<Item> get(Key key) {
        return Optional.ofNullable(items.get(name(key)));
    }

    @Override
    public List<Item> list(String partition, String sortBeginsWith) {
        return items.values().stream()
                .filter(item -> item.key().partition().equals(partition)
                        && item.key().sort().startsWith(sortBeginsWith))
                .toList();
    }

    @Override
    public Commit commit(List<Write> writes, String token) {
        requireAcceptable(writes, token);
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        return switch (fault) {
            case NONE -> made(writes, token);
            case CONTEND -> Commit.CONTENDED;
            case LOSE_REQUEST -> throw new RetryableUnavailableException("the request was lost");
            case LOSE_ANSWER -> {
                made(writes, token);
                throw new RetryableUnavailableException("the answer was lost");
            }
        };
    }

    private static void requireAcceptable(List<Write> writes, String token) {
        long different = writes.stream().map(Write::key).distinct().count();
        if (writes.isEmpty() || different != writes.size() || token.isEmpty() || token.length() > 36) {
            throw new IllegalArgumentException("DynamoDB would not accept this: " + writes + ", token " + token);
        }
    }

    private Commit made(List<Write> writes, String token) {
        if (tokens.contains(token)) {
            return Commit.COMMITTED;
        }
        if (!writes.stream().allMatch(this::holds)) {
            return Commit.CONDITION_FAILED;
        }
        for (Write write : writes) {
            if (write instanceof Write.Put put) {
                items.put(name(put.key()), put.item());
            }
        }
        tokens.add(token);
        commits.add(List.copyOf(writes));
        return Commit.COMMITTED;
    }

    private boolean holds(Write write) {
        Condition condition = switch (write) {
            case Write.Put put -> put.condition();
            case Write.Check check -> check.condition();
        };
        Optional<Item> item = get(write.key());
        return switch (condition) {
            case Condition.Absent absent -> item.isEmpty();
            case Condition.Holds holds ->
                item.map(Item::attributes).map(Map::entrySet).stream()
                        .anyMatch(found -> found.containsAll(holds.attributes().entrySet()));
            case Condition.Below below ->
                item.map(found -> found.number(below.attribute()) < below.value())
                        .orElse(true);
        };
    }

    private static String name(Key key) {
        return key.partition() + "\u0000" + key.sort();
    }
}
