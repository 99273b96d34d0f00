package dev.pilotlight.failback;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.database.DatabaseState;
import dev.pilotlight.database.DatabaseState.Membership;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One database as both Regions describe it at one moment. Each part may be older than the truth, and by a different
 * amount.
 *
 * @param global the global cluster of the plan
 * @param serving the cluster of the recovery Region, which takes writes
 * @param home the cluster that has the identifier of the plan's primary cluster, whichever that is by now
 * @param kept the old primary, once it was renamed
 * @param snapshot the status of the old primary's snapshot, like {@code creating}
 */
public record Constellation(
        Optional<Global> global,
        Optional<Cluster> serving,
        Optional<Cluster> home,
        Optional<Cluster> kept,
        Optional<String> snapshot) {
    public Constellation {
        requireNonNull(global);
        requireNonNull(serving);
        requireNonNull(home);
        requireNonNull(kept);
        requireNonNull(snapshot);
    }

    /**
     * A global cluster.
     *
     * @param members by ARN
     * @param handover the status of a failover or switchover under way
     */
    public record Global(SortedMap<String, Member> members, Optional<String> handover) {
        public Global {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
            requireNonNull(handover);
        }

        boolean has(Cluster cluster) {
            return members.containsKey(cluster.arn());
        }

        boolean isWriter(Cluster cluster) {
            return Optional.ofNullable(members.get(cluster.arn()))
                    .filter(Member::writer)
                    .isPresent();
        }
    }

    /**
     * A member of a global cluster.
     *
     * @param synchronisation {@code connected}, {@code pending-resync}, or empty where the service says nothing
     */
    public record Member(boolean writer, String synchronisation) {}

    /**
     * A cluster.
     *
     * @param resourceId which stays when the cluster is renamed
     * @param mode like {@code provisioned}
     * @param instances in the order of their names
     */
    public record Cluster(
            String identifier,
            String arn,
            String resourceId,
            String status,
            String engine,
            String version,
            String mode,
            String endpoint,
            String readerEndpoint,
            int port,
            List<Instance> instances) {
        public Cluster {
            instances = List.copyOf(instances);
        }

        boolean available() {
            return status.equals("available");
        }

        /** A cluster that follows another one has only an endpoint for reading. */
        boolean takesWrites() {
            return available() && !endpoint.isEmpty() && !endpoint.contains(".cluster-ro-");
        }
    }

    /**
     * A server of a cluster.
     *
     * @param type like {@code db.r6g.large}
     */
    public record Instance(String name, String type, boolean writer, String status) {}

    /** Whether the cluster at home follows the serving one. */
    boolean homeFollows() {
        return together(false);
    }

    /** Whether the databases have changed places already. */
    boolean homeWrites() {
        return together(true);
    }

    private boolean together(boolean homeWriter) {
        return global.isPresent()
                && home.isPresent()
                && serving.isPresent()
                && global.get().has(home.get())
                && global.get().has(serving.get())
                && global.get().isWriter(homeWriter ? home.get() : serving.get());
    }

    /** Whether the serving cluster takes writes, alone or as the writer of the global cluster. */
    boolean servingWrites() {
        return serving.filter(cluster -> global.filter(all -> all.has(cluster))
                        .map(all -> all.isWriter(cluster))
                        .orElse(cluster.takesWrites()))
                .isPresent();
    }

    /** The cluster at home, as the proof of a promotion looks at it. */
    DatabaseState homeState() {
        Cluster cluster = home.orElseThrow();
        Membership membership = global.filter(all -> all.has(cluster))
                .map(all -> all.isWriter(cluster) ? Membership.WRITER : Membership.READER)
                .orElse(Membership.NONE);
        return new DatabaseState(
                membership,
                global.flatMap(Global::handover),
                cluster.status(),
                cluster.endpoint(),
                cluster.port(),
                cluster.instances().stream()
                        .map(each -> new DatabaseState.Instance(each.name(), each.writer(), each.status()))
                        .toList(),
                Optional.empty());
    }
}
