package dev.pilotlight.journal;

import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Epoch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading the journal of one epoch. Writing to it is the lease's alone. */
final class Journal {
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

    /** What the run is for, as its first entry says. */
    static Purpose purpose(List<Entry> entries) {
        return entries.isEmpty()
                ? Purpose.FAILOVER
                : Words.parse(
                        Purpose.class,
                        entries.getFirst().facts().path("purpose").asText());
    }

    /** When the primary failed, as the run's first entry says. */
    static Optional<Instant> outageBegan(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.facts().path("outageBegan"))
                .filter(began -> began.isTextual())
                .map(began -> Instant.parse(began.textValue()))
                .findFirst();
    }

    /** When an act that moves visitors was last seen to have happened. */
    static Optional<Instant> trafficMovedAt(List<Entry> entries) {
        List<Long> shifts = entries.stream()
                .filter(entry -> entry.kind().equals(Entry.INTENT))
                .filter(entry -> entry.facts().path("act").asText().equals(Act.Kind.SHIFT_TRAFFIC.name()))
                .map(Entry::sequence)
                .toList();
        return entries.stream()
                .filter(entry -> entry.kind().equals(Entry.OUTCOME))
                .filter(entry -> shifts.contains(entry.facts().path("intent").asLong()))
                .filter(entry -> entry.facts().path("result").asText().equals("happened"))
                .map(Entry::at)
                .findFirst();
    }
}
