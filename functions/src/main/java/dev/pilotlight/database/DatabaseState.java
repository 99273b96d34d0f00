package dev.pilotlight.database;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One global database as the recovery Region describes it at one moment. Each part may be older than the truth, and by
 * a different amount.
 *
 * @param membership what the recovery cluster is in the global cluster
 * @param failover the status of a managed failover under way; the service answers more values than its own enumeration
 *     knows, so it stays text
 * @param status the recovery cluster's own status, like {@code available} or {@code promoting}
 * @param endpoint the host name under which it would take writes
 * @param port the port of the endpoint
 * @param instances its instances, in the order of their names
 * @param newInstanceClass the class that an instance created in it would have, when the cluster itself says so
 */
public record DatabaseState(
        Membership membership,
        Optional<String> failover,
        String status,
        String endpoint,
        int port,
        List<Instance> instances,
        Optional<String> newInstanceClass) {
    public DatabaseState {
        requireNonNull(membership);
        requireNonNull(failover);
        requireNonNull(status);
        requireNonNull(endpoint);
        instances = List.copyOf(instances);
        requireNonNull(newInstanceClass);
    }

    /** What a cluster is in a global cluster. */
    public enum Membership {
        /** It receives changes from the writing cluster. */
        READER,
        /** It is the cluster that takes writes. */
        WRITER,
        /** It stands alone. */
        NONE
    }

    /**
     * One instance of the recovery cluster.
     *
     * @param writer whether the cluster names it as the one that takes writes
     * @param status like {@code available} or {@code creating}
     */
    public record Instance(String name, boolean writer, String status) {
        public Instance {
            requireNonNull(name);
            requireNonNull(status);
        }

        boolean available() {
            return status.equals("available");
        }

        boolean deleting() {
            return status.equals("deleting");
        }
    }

    boolean available() {
        return status.equals("available");
    }

    /** Whether the recovery cluster is becoming a cluster of its own. */
    boolean promoting() {
        return status.equals("promoting");
    }

    /** Whether the recovery cluster has left its old role, as far as the global cluster shows. */
    boolean left() {
        return membership != Membership.READER;
    }

    Optional<Instance> writer() {
        return instances.stream().filter(Instance::writer).findFirst();
    }
}
