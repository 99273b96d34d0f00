package dev.pilotlight.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the journal knows about the promotion of one database in this epoch; a step itself remembers nothing. */
final class PromotionRecord {
    private static final String DECISION = "decision";
    private static final String BEFORE = "promotion-before";
    private static final String CHANGE = "promotion-seen";

    private final Deeds deeds;
    private final Database database;
    private final Act act;
    private final List<Deed> requests;

    private PromotionRecord(Deeds deeds, Database database, Act act) {
        this.deeds = deeds;
        this.database = database;
        this.act = act;
        this.requests = deeds.of(act.kind(), act.target());
    }

    static PromotionRecord read(Deeds deeds, Database database) {
        Act.Kind kind = switch (database.strategy()) {
            case DETACH -> Act.Kind.DETACH_CLUSTER;
            case MANAGED -> Act.Kind.FAILOVER_GLOBAL_CLUSTER;
        };
        // The service takes no token, so the act is named by what the request says.
        String token =
                database.globalCluster() + " " + database.recoveryCluster().identifier();
        return new PromotionRecord(
                deeds, database, new Act(kind, database.recoveryCluster().value(), token));
    }

    Act act() {
        return act;
    }

    /** Whether this run has decided to promote. */
    boolean decided() {
        return !deeds.notes(DECISION).isEmpty();
    }

    /** Whether a request was sent that may have had its effect. */
    boolean asked() {
        return requests.stream().anyMatch(request -> !request.failed());
    }

    /** When the first such request was sent. */
    Optional<Instant> askedAt() {
        return requests.stream()
                .filter(request -> !request.failed())
                .map(Deed::at)
                .findFirst();
    }

    /** Whether the service has accepted a request. */
    boolean accepted() {
        return requests.stream().anyMatch(Deed::happened);
    }

    /** Whether the answer to a request was lost. */
    boolean uncertain() {
        return requests.stream().anyMatch(Deed::open);
    }

    /**
     * Whether an instance took writes already when the promotion was first asked for: then its writer proves nothing.
     */
    boolean hadWriter() {
        return note(BEFORE)
                .map(before -> before.path("writer").asBoolean(false))
                .orElse(false);
    }

    /** Whether the recovery cluster was seen changing after the request. */
    boolean changeSeen() {
        return note(CHANGE).isPresent();
    }

    void noteBefore(DatabaseState state) {
        if (note(BEFORE).isEmpty()) {
            Map<String, Object> body = new TreeMap<>();
            body.put("database", database.name());
            body.put("status", state.status());
            body.put("writer", state.writer().isPresent());
            body.put("instances", state.instances().stream().map(Instance::name).toList());
            deeds.note(BEFORE, body);
        }
    }

    void noteChange(DatabaseState state) {
        if (!changeSeen()) {
            deeds.note(CHANGE, Map.of("database", database.name(), "status", state.status()));
        }
    }

    /**
     * The cluster takes writes, or is about to, although nothing in this epoch has made it so: there is no way back.
     */
    void noteFound(String how) {
        if (!asked() && note(Entry.FOUND_PROMOTED).isEmpty()) {
            deeds.note(Entry.FOUND_PROMOTED, Map.of("database", database.name(), "how", how));
        }
    }

    void settle(Settlement settlement) {
        deeds.settleOpen(act.kind(), act.target(), settlement);
    }

    private Optional<JsonNode> note(String kind) {
        return deeds.notes(kind).stream()
                .map(Deeds.Note::body)
                .filter(body -> body.path("database").asText().equals(database.name()))
                .findFirst();
    }
}
