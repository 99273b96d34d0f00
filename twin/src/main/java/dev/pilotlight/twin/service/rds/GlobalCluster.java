package dev.pilotlight.twin.service.rds;

import dev.pilotlight.twin.physics.DatabasePhysics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A global database: clusters in several Regions of which one writes. What time has done to it since it was last looked
 * at is caught up with by {@link #settle}.
 */
final class GlobalCluster {
    private final String identifier;
    private final String resourceId;
    private final ClusterDefinition origin;
    private final Map<String, DbCluster> members = new LinkedHashMap<>();
    private final Set<DbCluster> everyMember = new LinkedHashSet<>();
    private final Set<DbCluster> rejoining = new LinkedHashSet<>();
    private final Set<DbCluster> owedSnapshots = new LinkedHashSet<>();
    private final Map<String, Instant> leaving = new LinkedHashMap<>();
    private final Map<DbCluster, Instant> seeding = new LinkedHashMap<>();
    private DbCluster writer;
    private @Nullable Handover handover;
    private @Nullable Handover lastHandover;

    GlobalCluster(String identifier, String resourceId, DbCluster writer) {
        this.identifier = identifier;
        this.resourceId = resourceId;
        this.origin = writer.definition();
        this.writer = writer;
        join(writer);
    }

    /**
     * A failover or a switchover, from its call to its end.
     *
     * @param givenUpAt when the service lets it be, with nothing changed
     */
    record Handover(Promotion how, DbCluster from, DbCluster to, Instant began, Optional<Instant> givenUpAt) {}

    String identifier() {
        return identifier;
    }

    String resourceId() {
        return resourceId;
    }

    /** The cluster it was made of, which gave it engine and version. */
    ClusterDefinition origin() {
        return origin;
    }

    List<DbCluster> members() {
        return List.copyOf(members.values());
    }

    Optional<DbCluster> member(String arn) {
        return Optional.ofNullable(members.get(arn));
    }

    boolean isWriter(DbCluster member) {
        return member.equals(writer);
    }

    Optional<Handover> handover() {
        return Optional.ofNullable(handover);
    }

    boolean isLeaving(DbCluster member) {
        return leaving.containsKey(member.arn());
    }

    void join(DbCluster cluster) {
        members.put(cluster.arn(), cluster);
        everyMember.add(cluster);
    }

    /** Adds a new secondary, which has everything from some moment on. */
    void join(DbCluster cluster, Instant seeded) {
        join(cluster);
        seeding.put(cluster, seeded);
    }

    /** Those who ever joined, in the order they did. */
    List<DbCluster> everyMember() {
        return List.copyOf(everyMember);
    }

    /** Lets a member go; it stays in the list until the given moment. */
    void leave(DbCluster member, Instant gone) {
        leaving.put(member.arn(), gone);
    }

    void begin(Handover change) {
        handover = change;
    }

    /** An old primary is to be kept as a snapshot before it is made a reader: at once, or when it is back. */
    void oweSnapshot(DbCluster old) {
        owedSnapshots.add(old);
    }

    /** Those of which a snapshot is owed and can be taken now; none is owed twice. */
    List<DbCluster> takeOwedSnapshots(Instant now) {
        List<DbCluster> back =
                owedSnapshots.stream().filter(old -> old.engine().isAlive(now)).toList();
        back.forEach(owedSnapshots::remove);
        return back;
    }

    /** Catches up with what has happened by now. */
    void settle(Instant now) {
        for (String arn : new ArrayList<>(leaving.keySet())) {
            if (!now.isBefore(leaving.getOrDefault(arn, now))) {
                leaving.remove(arn);
                members.remove(arn);
            }
        }
        Handover current = handover;
        if (current != null && current.to().engine().writerSince(now).isPresent()) {
            end(current);
        }
        if (current != null
                && current.givenUpAt().filter(at -> !now.isBefore(at)).isPresent()) {
            handover = null;
        }
        rejoin(now);
    }

    private void end(Handover current) {
        writer = current.to();
        handover = null;
        lastHandover = current;
        rejoining.clear();
        members.values().stream()
                .filter(member -> !isWriter(member) && !isLeaving(member))
                .forEach(rejoining::add);
    }

    /** Whoever is down follows the new writer once it is back. */
    private void rejoin(Instant now) {
        List<DbCluster> back = rejoining.stream()
                .filter(member -> member.engine().isAlive(now))
                .toList();
        back.forEach(member -> member.follow(writer, now));
        back.forEach(rejoining::remove);
    }

    /** As {@code SynchronizationStatus} writes it: an old primary has to catch up before it is a secondary again. */
    String synchronisation(DbCluster member, DatabasePhysics physics, Instant now) {
        if (seeding.containsKey(member) && now.isBefore(seeding.getOrDefault(member, now))) {
            return "pending-resync";
        }
        if (isWriter(member) || lastHandover == null || !member.equals(lastHandover.from())) {
            return "connected";
        }
        boolean caughtUp = lastHandover.how() == Promotion.SWITCHOVER
                || !now.isBefore(lastHandover.began().plus(physics.resynchronisation()));
        return caughtUp && !rejoining.contains(member) ? "connected" : "pending-resync";
    }
}
