package dev.pilotlight.database;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Words;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the journal knows about the snapshots of old primaries: an entry whenever the fate of one has changed. */
final class KeptSnapshots {
    private final Deeds deeds;

    KeptSnapshots(Deeds deeds) {
        this.deeds = deeds;
    }

    /** What became of a snapshot. */
    enum Fate {
        /** A copy of it is being made, or is there; copies do not expire. */
        KEPT,
        /** There is none so far: Aurora takes it when the old primary comes back. */
        NONE,
        /** It is still being taken, or the service was too busy to say or to copy. */
        UNFINISHED,
        /** The old primary's Region does not answer. */
        UNREACHABLE,
        /** The service will not list or copy it. */
        REFUSED
    }

    private Optional<String> fate(Database database) {
        return deeds.notes(Entry.SNAPSHOT).reversed().stream()
                .map(Deeds.Note::body)
                .filter(body -> body.path("database").asText().equals(database.name()))
                .map(body -> body.path("fate").asText())
                .findFirst();
    }

    /** @param copy the name of the copy, or empty where there is none */
    void note(Database database, Fate fate, String copy, String why) {
        if (fate(database).equals(Optional.of(Words.of(fate)))) {
            return;
        }
        Map<String, Object> body = new TreeMap<>();
        body.put("database", database.name());
        body.put("fate", Words.of(fate));
        body.put("region", database.primaryCluster().region().value());
        if (!copy.isEmpty()) {
            body.put("copy", copy);
        }
        body.put("why", why);
        deeds.note(Entry.SNAPSHOT, body);
    }
}
