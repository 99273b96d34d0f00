package dev.pilotlight.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.journal.JournalTable.Commit;
import dev.pilotlight.journal.JournalTable.Condition;
import dev.pilotlight.journal.JournalTable.Item;
import dev.pilotlight.journal.JournalTable.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What everything that is used as the journal's table must do. */
abstract class JournalTableContract {
    private static final JournalTable.Key LEASE = new JournalTable.Key("PLAN#shop", "LEASE");
    private static final JournalTable.Key FIRST = new JournalTable.Key("PLAN#shop", "E#000001#000001");

    /** An empty table. */
    abstract JournalTable table();

    @Test
    void whatWasNeverWrittenIsAbsent() {
        assertThat(table().get(LEASE)).isEmpty();
        assertThat(table().list("PLAN#shop", "E#")).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadBackAsItWas() {
        JournalTable table = table();
        Item item = item(LEASE, Map.of("epoch", 3L, "holder", "shop-3", "empty", ""));

        assertThat(table.commit(List.of(put(item, new Condition.Absent())), "a"))
                .isEqualTo(Commit.COMMITTED);

        assertThat(table.get(LEASE)).contains(item);
    }

    @Test
    void allWritesHappenOrNone() {
        JournalTable table = table();
        Item lease = item(LEASE, Map.of("epoch", 1L));
        table.commit(List.of(put(lease, new Condition.Absent())), "a");

        Commit commit = table.commit(
                List.of(
                        put(item(FIRST, Map.of("kind", "opened")), new Condition.Absent()),
                        put(item(LEASE, Map.of("epoch", 2L)), new Condition.Absent())),
                "b");

        assertThat(commit).isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.get(FIRST)).isEmpty();
        assertThat(table.get(LEASE)).contains(lease);
    }

    @Test
    void aConditionHoldsOnlyWhenEveryAttributeHasItsValue() {
        JournalTable table = table();
        table.commit(List.of(put(item(LEASE, Map.of("epoch", 1L, "holder", "shop-1")), new Condition.Absent())), "a");
        Item next = item(LEASE, Map.of("epoch", 2L, "holder", "shop-2"));

        assertThat(table.commit(List.of(put(next, holds(Map.of("epoch", 1L, "holder", "shop-9")))), "b"))
                .isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.commit(List.of(put(next, holds(Map.of("epoch", 1L, "state", "held")))), "c"))
                .isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.commit(List.of(put(next, holds(Map.of("epoch", 1L, "holder", "shop-1")))), "d"))
                .isEqualTo(Commit.COMMITTED);
    }

    @Test
    void aNumberIsNotItsText() {
        JournalTable table = table();
        table.commit(List.of(put(item(LEASE, Map.of("epoch", 1L)), new Condition.Absent())), "a");

        assertThat(table.commit(List.of(new Write.Check(LEASE, holds(Map.of("epoch", "1")))), "b"))
                .isEqualTo(Commit.CONDITION_FAILED);
    }

    @Test
    void whatIsOlderNeverReplacesWhatIsNewer() {
        JournalTable table = table();
        assertThat(table.commit(List.of(put(item(LEASE, Map.of("at", 10L)), new Condition.Below("at", 10))), "a"))
                .isEqualTo(Commit.COMMITTED);

        assertThat(table.commit(List.of(put(item(LEASE, Map.of("at", 9L)), new Condition.Below("at", 9))), "b"))
                .isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.commit(List.of(put(item(LEASE, Map.of("at", 10L)), new Condition.Below("at", 10))), "c"))
                .isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.commit(List.of(put(item(LEASE, Map.of("at", 11L)), new Condition.Below("at", 11))), "d"))
                .isEqualTo(Commit.COMMITTED);
        assertThat(table.get(LEASE)).contains(item(LEASE, Map.of("at", 11L)));
    }

    @Test
    void aCheckThatFailsStopsTheOtherWrites() {
        JournalTable table = table();
        List<Write> writes = List.of(
                new Write.Check(LEASE, holds(Map.of("epoch", 1L))),
                put(item(FIRST, Map.of("kind", "opened")), new Condition.Absent()));

        assertThat(table.commit(writes, "a")).isEqualTo(Commit.CONDITION_FAILED);
        assertThat(table.get(FIRST)).isEmpty();
    }

    @Test
    void theSameTokenWritesNothingTwice() {
        JournalTable table = table();
        List<Write> writes = List.of(put(item(FIRST, Map.of("kind", "opened")), new Condition.Absent()));

        assertThat(table.commit(writes, "a")).isEqualTo(Commit.COMMITTED);
        assertThat(table.commit(writes, "a")).isEqualTo(Commit.COMMITTED);
        assertThat(table.commit(writes, "b")).isEqualTo(Commit.CONDITION_FAILED);
    }

    @Test
    void entriesComeInTheOrderOfTheirNamesAndOnlyThoseAskedFor() {
        JournalTable table = table();
        List<String> names = List.of("E#000002#000001", "E#000001#000010", "E#000001#000002", "LEASE");
        for (String name : names) {
            Item item = item(new JournalTable.Key("PLAN#shop", name), Map.of("name", name));
            table.commit(List.of(put(item, new Condition.Absent())), name);
        }
        table.commit(
                List.of(put(
                        item(new JournalTable.Key("PLAN#other", "E#000001#000001"), Map.of()), new Condition.Absent())),
                "other");

        assertThat(table.list("PLAN#shop", "E#000001#"))
                .extracting(item -> item.key().sort())
                .containsExactly("E#000001#000002", "E#000001#000010");
    }

    @Test
    void aLongListIsComplete() {
        JournalTable table = table();
        List<String> names = new ArrayList<>();
        for (int i = 100; i < 130; i++) {
            String name = "E#000001#000" + i;
            names.add(name);
            table.commit(
                    List.of(put(item(new JournalTable.Key("PLAN#shop", name), Map.of()), new Condition.Absent())),
                    name);
        }

        assertThat(table.list("PLAN#shop", "E#"))
                .extracting(item -> item.key().sort())
                .isEqualTo(names);
    }

    private static Write put(Item item, Condition condition) {
        return new Write.Put(item, condition);
    }

    private static Item item(JournalTable.Key key, Map<String, Object> attributes) {
        return new Item(key, new TreeMap<>(attributes));
    }

    private static Condition holds(Map<String, Object> attributes) {
        return new Condition.Holds(attributes);
    }
}
