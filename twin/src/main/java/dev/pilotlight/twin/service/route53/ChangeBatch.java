package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Changes of the records of one zone that are made together or not at all. */
record ChangeBatch(List<Change> changes) {

    /** One change. */
    record Change(Action action, RecordSet record) {}

    /** What is done with a record, named as on the wire. */
    enum Action {
        CREATE,
        DELETE,
        UPSERT
    }

    static ChangeBatch read(XmlNode request) {
        List<Change> changes = new ArrayList<>();
        XmlNode batch = request.child("ChangeBatch")
                .orElseThrow(() -> RecordForm.invalid("The element ChangeBatch is missing"));
        for (XmlNode change : batch.list("Changes")) {
            XmlNode record = change.child("ResourceRecordSet")
                    .orElseThrow(() -> RecordForm.invalid("The element ResourceRecordSet is missing"));
            changes.add(new Change(action(change.text("Action").orElse("")), RecordForm.read(record)));
        }
        if (changes.isEmpty()) {
            throw RecordForm.invalid("A change batch needs a change");
        }
        return new ChangeBatch(changes);
    }

    private static Action action(String text) {
        try {
            return Action.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw RecordForm.invalid("The action " + text + " is unknown");
        }
    }

    /**
     * The zone as it is after the changes.
     *
     * @param healthCheckExists tells for an id
     * @throws AwsError {@code InvalidChangeBatch}, which names everything that is wrong
     */
    HostedZone applyTo(HostedZone zone, Predicate<String> healthCheckExists) {
        List<String> problems = new ArrayList<>();
        SortedMap<RecordSet.Key, RecordSet> records = new TreeMap<>(zone.records());
        for (Change change : changes) {
            RecordSet record = change.record();
            record.healthCheck()
                    .filter(id -> !healthCheckExists.test(id))
                    .ifPresent(id -> problems.add("Health check " + id + " does not exist"));
            if (!record.dnsName().isWithin(zone.name())) {
                problems.add("RRSet with DNS name " + record.name() + " is not permitted in zone " + zone.name());
            }
            apply(change, records, problems);
        }
        records.values().forEach(record -> requirePeace(record, records, problems));
        if (!problems.isEmpty()) {
            throw AwsError.badRequest("InvalidChangeBatch", "[" + String.join(", ", problems) + "]");
        }
        return zone.with(records);
    }

    private static void apply(Change change, SortedMap<RecordSet.Key, RecordSet> records, List<String> problems) {
        RecordSet record = change.record();
        RecordSet present = records.get(record.key());
        switch (change.action()) {
            case CREATE -> {
                if (present != null) {
                    problems.add("Tried to create resource record set " + named(record) + " but it already exists");
                }
                records.put(record.key(), record);
            }
            case UPSERT -> records.put(record.key(), record);
            case DELETE -> {
                if (present == null) {
                    problems.add("Tried to delete resource record set " + named(record) + " but it was not found");
                } else if (!present.equals(record)) {
                    problems.add("Tried to delete resource record set " + named(record)
                            + " but the values provided do not match the current values");
                }
                records.remove(record.key());
            }
        }
    }

    /** A CNAME stands alone, simple records do too, and of failover records there is one of each role. */
    private static void requirePeace(
            RecordSet record, SortedMap<RecordSet.Key, RecordSet> records, List<String> problems) {
        for (RecordSet other : records.headMap(record.key()).values()) {
            if (other.dnsName().equals(record.dnsName()) && conflict(record, other)) {
                problems.add("RRSet " + named(record) + " conflicts with RRSet " + named(other));
            }
        }
    }

    private static boolean conflict(RecordSet record, RecordSet other) {
        if (!record.type().equals(other.type())) {
            return record.type().equals("CNAME") || other.type().equals("CNAME");
        }
        return record.failover().isEmpty()
                || other.failover().isEmpty()
                || record.failover().get().role() == other.failover().get().role();
    }

    private static String named(RecordSet record) {
        String identifier = record.setIdentifier()
                .map(id -> ", set identifier='" + id + "'")
                .orElse("");
        return "[name='" + record.name() + "', type='" + record.type() + "'" + identifier + "]";
    }
}
