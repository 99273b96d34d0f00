package dev.pilotlight.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.database.DatabaseState.Instance;
import dev.pilotlight.database.DatabaseState.Membership;
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
    private static final String VERSIONS = "promotion-versions";

    private final Deeds deeds;
    private final Database database;

    PromotionRecord(Deeds deeds, Database database) {
        this.deeds = deeds;
        this.database = database;
    }

    /** The act of asking for a managed failover. The service takes no token, so it is named by what is asked. */
    Act failover() {
        return act(Act.Kind.FAILOVER_GLOBAL_CLUSTER, name());
    }

    /** The act of detaching as the plan says. */
    Act detach() {
        return act(Act.Kind.DETACH_CLUSTER, name());
    }

    /** The act of detaching instead of a managed failover, which is tried once in each state that was observed. */
    Act detachFrom(DatabaseState state) {
        return act(
                Act.Kind.DETACH_CLUSTER,
                name() + " while " + state.membership() + ", "
                        + state.failover().orElse("no failover") + ", " + state.status());
    }

    private Act act(Act.Kind kind, String token) {
        return new Act(kind, database.recoveryCluster().value(), token);
    }

    private String name() {
        return database.globalCluster() + " " + database.recoveryCluster().identifier();
    }

    /** Whether this run has decided to promote. */
    boolean decided() {
        return !deeds.notes(DECISION).isEmpty();
    }

    /** When the first request of either kind was sent that may have had its effect. */
    Optional<Instant> askedAt() {
        return askedAt(Act.Kind.DETACH_CLUSTER)
                .or(() -> askedAt(Act.Kind.FAILOVER_GLOBAL_CLUSTER))
                .map(at -> askedAt(Act.Kind.FAILOVER_GLOBAL_CLUSTER)
                        .filter(at::isAfter)
                        .orElse(at));
    }

    /** When the first request of one kind was sent that may have had its effect. */
    Optional<Instant> askedAt(Act.Kind kind) {
        return requests(kind).stream()
                .filter(request -> !request.failed())
                .map(Deed::at)
                .findFirst();
    }

    /** Whether the service has accepted a request of one kind. */
    boolean accepted(Act.Kind kind) {
        return requests(kind).stream().anyMatch(Deed::happened);
    }

    /** Whether the answer to a request of one kind was lost. */
    boolean uncertain(Act.Kind kind) {
        return requests(kind).stream().anyMatch(Deed::open);
    }

    /** Whether exactly this act was tried, and rejected. */
    boolean rejected(Act act) {
        return requests(act.kind()).stream()
                .anyMatch(request -> request.failed() && request.act().token().equals(act.token()));
    }

    private List<Deed> requests(Act.Kind kind) {
        return deeds.of(kind, database.recoveryCluster().value());
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

    /** Whether the managed failover was refused because the engine versions differ. */
    boolean versionsRefused() {
        return note(VERSIONS).isPresent();
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
        if (askedAt().isEmpty() && note(Entry.FOUND_PROMOTED).isEmpty()) {
            deeds.note(Entry.FOUND_PROMOTED, Map.of("database", database.name(), "how", how));
        }
    }

    void noteVersions(String why) {
        deeds.note(VERSIONS, Map.of("database", database.name(), "why", why));
    }

    /**
     * Settles what nobody knew, once the membership has changed: one kind of request explains it, the other does not.
     */
    void settle(Membership membership, Map<String, Object> evidence) {
        switch (membership) {
            case WRITER -> {
                happened(Act.Kind.FAILOVER_GLOBAL_CLUSTER, evidence);
                didNotHappen(Act.Kind.DETACH_CLUSTER, "the cluster is the writer of its global cluster");
            }
            case NONE -> {
                happened(Act.Kind.DETACH_CLUSTER, evidence);
                didNotHappen(Act.Kind.FAILOVER_GLOBAL_CLUSTER, "the cluster has left its global cluster");
            }
            case READER -> {}
        }
    }

    private void happened(Act.Kind kind, Map<String, Object> evidence) {
        deeds.settleOpen(kind, database.recoveryCluster().value(), new Settlement.Happened(evidence));
    }

    private void didNotHappen(Act.Kind kind, String why) {
        deeds.settleOpen(kind, database.recoveryCluster().value(), new Settlement.DidNotHappen(why));
    }

    private Optional<JsonNode> note(String kind) {
        return deeds.notes(kind).stream()
                .map(Deeds.Note::body)
                .filter(body -> body.path("database").asText().equals(database.name()))
                .findFirst();
    }
}
