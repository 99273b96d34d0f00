package dev.pilotlight.twin.service.route53;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A domain and its records, as they are at one moment. */
record HostedZone(String id, DnsName name, String callerReference, SortedMap<RecordSet.Key, RecordSet> records) {

    HostedZone {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    }

    HostedZone with(SortedMap<RecordSet.Key, RecordSet> changed) {
        return new HostedZone(id, name, callerReference, changed);
    }

    /** The records of a name, of one type, in their order. */
    List<RecordSet> find(DnsName wanted, String type) {
        return records.values().stream()
                .filter(record ->
                        record.dnsName().equals(wanted) && record.type().equals(type))
                .toList();
    }
}
