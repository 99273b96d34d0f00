package dev.pilotlight.failback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.failback.Constellation.Cluster;
import dev.pilotlight.failback.Constellation.Instance;
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
import java.util.stream.Stream;

/**
 * What the journal knows of one database on its way home: what it was like before, which also tells what changed for
 * whoever describes it as code, what was asked for, and whether a person has agreed.
 */
final class FailbackRecord {
    /** The kind of the journal's entry that says that the application may go home. */
    static final String DECISION = "failback-decision";

    /** What stood at home before anything was changed. */
    static final String BEFORE = "failback-before";

    /** What stands at home after the switchover. */
    private static final String AFTER = "failback-after";

    private final Deeds deeds;
    private final Database database;

    FailbackRecord(Deeds deeds, Database database) {
        this.deeds = deeds;
        this.database = database;
    }

    /** Keeps what stands at home, once, before anything is done to it. */
    void noteBefore(Constellation seen) {
        if (note(BEFORE).isEmpty()) {
            deeds.note(BEFORE, described(seen, seen.homeFollows() ? "rejoined" : "detached"));
        }
    }

    /** Keeps what stands at home in the end. */
    void noteAfter(Constellation seen) {
        if (note(AFTER).isEmpty()) {
            deeds.note(AFTER, described(seen, way()));
        }
    }

    private Map<String, Object> described(Constellation seen, String way) {
        Map<String, Object> body = new TreeMap<>();
        body.put("database", database.name());
        body.put("globalCluster", database.globalCluster().value());
        body.put("way", way);
        seen.home().ifPresent(home -> body.put("home", described(home)));
        seen.kept().ifPresent(kept -> body.put("kept", described(kept)));
        return body;
    }

    private static Map<String, Object> described(Cluster cluster) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("identifier", cluster.identifier());
        facts.put("arn", cluster.arn());
        facts.put("resourceId", cluster.resourceId());
        facts.put("endpoint", cluster.endpoint());
        facts.put("readerEndpoint", cluster.readerEndpoint());
        facts.put("version", cluster.version());
        facts.put(
                "instances",
                cluster.instances().stream()
                        .map(each -> Map.of("name", each.name(), "type", each.type()))
                        .toList());
        return facts;
    }

    /** How the replication comes to be: {@code rejoined} by itself, or {@code detached} and built anew. */
    String way() {
        return note(BEFORE).map(body -> body.path("way").asText()).orElse("detached");
    }

    /** Whether a cluster is the one that stood at home before. */
    boolean isOld(Cluster cluster) {
        return note(BEFORE)
                .map(body -> body.path("home").path("resourceId").asText())
                .filter(cluster.resourceId()::equals)
                .isPresent();
    }

    /** The classes of the servers that the old primary had. */
    List<String> oldTypes(Constellation seen) {
        List<String> noted = note(BEFORE).stream()
                .flatMap(body -> body.path("home").path("instances").valueStream())
                .map(instance -> instance.path("type").asText())
                .toList();
        return noted.isEmpty()
                ? seen.kept().stream()
                        .flatMap(kept -> kept.instances().stream())
                        .map(Instance::type)
                        .toList()
                : noted;
    }

    /** The act of switching over. The service takes no token, so it is named by what is asked. */
    Act switchOver() {
        return new Act(
                Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER,
                database.primaryCluster().value(),
                database.globalCluster() + " to " + database.primaryCluster().identifier());
    }

    /** Whether the databases changed places because this run has asked for it, or one that was given up before it. */
    boolean hasSwitchedOver(Constellation seen) {
        return seen.homeWrites() && (askedAt(switchOver()).isPresent() || deeds.isHalfwayHome());
    }

    /** The databases have changed places although this run has not asked for it: there is no way back. */
    void noteFound() {
        if (askedAt(switchOver()).isEmpty() && note(Entry.FOUND_PROMOTED).isEmpty()) {
            deeds.note(Entry.FOUND_PROMOTED, Map.of("database", database.name(), "how", "switched over by others"));
        }
    }

    boolean decided() {
        return !deeds.notes(DECISION).isEmpty();
    }

    /** Whether the service has accepted exactly this act. */
    boolean accepted(Act act) {
        return same(act).anyMatch(Deed::happened);
    }

    /** Whether the answer to exactly this act was lost. */
    boolean uncertain(Act act) {
        return same(act).anyMatch(Deed::open);
    }

    /** When this act was first asked for in a request that may have had its effect. */
    Optional<Instant> askedAt(Act act) {
        return same(act).filter(deed -> !deed.failed()).map(Deed::at).findFirst();
    }

    private Stream<Deed> same(Act act) {
        return deeds.of(act.kind(), act.target()).stream()
                .filter(deed -> deed.act().token().equals(act.token()));
    }

    void happened(Act.Kind kind, String target) {
        deeds.settleOpen(kind, target, new Settlement.Happened(Map.of()));
    }

    void didNotHappen(Act.Kind kind, String target, String why) {
        deeds.settleOpen(kind, target, new Settlement.DidNotHappen(why));
    }

    private Optional<JsonNode> note(String kind) {
        return deeds.notes(kind).stream()
                .map(Deeds.Note::body)
                .filter(body -> body.path("database").asText().equals(database.name()))
                .findFirst();
    }
}
