package dev.pilotlight.twin.service.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a hosted zone says about a name.
 *
 * @param type for example {@code A} or {@code CNAME}
 * @param target values with a time to live, or an alias
 * @param failover the part it plays among the records of the same name and type, if there are two
 * @param healthCheck the id of the check that decides whether it is healthy; without one it is
 */
public record RecordSet(
        String name, String type, Target target, Optional<Failover> failover, Optional<String> healthCheck) {

    /** Where a record points. */
    public sealed interface Target {}

    /** The text of the record, for example addresses or the name of a CNAME. */
    public record Values(Duration timeToLive, List<String> values) implements Target {
        public Values {
            values = List.copyOf(values);
        }
    }

    /**
     * Another name that stands for this one.
     *
     * @param zone the hosted zone of the other name
     * @param evaluatesTargetHealth whether this record is only healthy while the other name is
     */
    public record Alias(String zone, String name, boolean evaluatesTargetHealth) implements Target {}

    /** Which of two records it is. */
    public record Failover(String setIdentifier, Role role) {}

    /** The part a failover record plays, named as on the wire. */
    public enum Role {
        PRIMARY,
        SECONDARY
    }

    /** An address for a name. */
    public static RecordSet address(String name, Duration timeToLive, String address) {
        return plain(name, "A", new Values(timeToLive, List.of(address)));
    }

    /** A name for a name. */
    public static RecordSet canonicalName(String name, Duration timeToLive, String target) {
        return plain(name, "CNAME", new Values(timeToLive, List.of(target)));
    }

    /** An address record that follows another name. */
    public static RecordSet alias(String name, String zone, String target) {
        return plain(name, "A", new Alias(zone, target, false));
    }

    private static RecordSet plain(String name, String type, Target target) {
        return new RecordSet(name, type, target, Optional.empty(), Optional.empty());
    }

    /** The same record as one of two. */
    public RecordSet as(Role role, String setIdentifier) {
        return new RecordSet(name, type, target, Optional.of(new Failover(setIdentifier, role)), healthCheck);
    }

    /** The same record, healthy as long as a check is. */
    public RecordSet checkedBy(String healthCheckId) {
        return new RecordSet(name, type, target, failover, Optional.of(healthCheckId));
    }

    public RecordSet {
        name = DnsName.of(name).value();
    }

    DnsName dnsName() {
        return new DnsName(name);
    }

    Optional<String> setIdentifier() {
        return failover.map(Failover::setIdentifier);
    }

    Key key() {
        return new Key(dnsName(), type, setIdentifier().orElse(""));
    }

    /** What tells records of one zone apart. */
    record Key(DnsName name, String type, String setIdentifier) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            int byType = byName == 0 ? type.compareTo(other.type) : byName;
            return byType == 0 ? setIdentifier.compareTo(other.setIdentifier) : byType;
        }
    }
}
