package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.service.route53.Route53Service.Reply;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations on hosted zones and their records. */
final class ZoneOperations {
    private static final int CHANGE_ID_LENGTH = 20;

    private final Zones zones;
    private final HealthChecks checks;
    private final Identifiers identifiers;

    ZoneOperations(Zones zones, HealthChecks checks, Identifiers identifiers) {
        this.zones = zones;
        this.checks = checks;
        this.identifiers = identifiers;
    }

    Reply list(HttpRequest request) {
        String marker = request.queryParameters().getOrDefault("marker", "");
        int limit = Page.limit(request);
        List<HostedZone> found = zones.all().stream()
                .filter(zone -> zone.id().compareTo(marker) >= 0)
                .toList();
        Xml body = Xml.element("ListHostedZonesResponse");
        body.add(Xml.list("HostedZones", Page.first(found, limit), ZoneOperations::describe));
        body.maybe("Marker", Optional.of(marker).filter(sent -> !sent.isEmpty()));
        body.add(Xml.text("IsTruncated", found.size() > limit));
        body.maybe("NextMarker", Page.next(found, limit).map(HostedZone::id));
        return Reply.ok(body.add(Xml.text("MaxItems", limit)));
    }

    Reply get(String id) {
        HostedZone zone = zones.zone(id);
        return Reply.ok(Xml.element("GetHostedZoneResponse", describe(zone)));
    }

    Reply listRecords(String id, HttpRequest request) {
        Map<String, String> query = request.queryParameters();
        RecordSet.Key start = new RecordSet.Key(
                DnsName.of(query.getOrDefault("name", "")),
                query.getOrDefault("type", ""),
                query.getOrDefault("identifier", ""));
        int limit = Page.limit(request);
        List<RecordSet> found = zones.zone(id).records().values().stream()
                .filter(record -> !query.containsKey("name") || record.key().compareTo(start) >= 0)
                .toList();
        Xml body = Xml.element("ListResourceRecordSetsResponse");
        body.add(Xml.list("ResourceRecordSets", Page.first(found, limit), RecordForm::write));
        body.add(Xml.text("IsTruncated", found.size() > limit));
        Optional<RecordSet> next = Page.next(found, limit);
        body.maybe("NextRecordName", next.map(RecordSet::name));
        body.maybe("NextRecordType", next.map(RecordSet::type));
        body.maybe("NextRecordIdentifier", next.flatMap(RecordSet::setIdentifier));
        return Reply.ok(body.add(Xml.text("MaxItems", limit)));
    }

    Reply change(String id, HttpRequest request, Instant now) {
        ChangeBatch batch = ChangeBatch.read(XmlNode.parse(request.body(), "InvalidInput"));
        zones.put(batch.applyTo(zones.zone(id), check -> checks.find(check).isPresent()));
        String change = "C" + identifiers.letters(CHANGE_ID_LENGTH).toUpperCase(Locale.ROOT);
        return Reply.ok(Xml.element("ChangeResourceRecordSetsResponse", changeInfo(change, "PENDING", now)));
    }

    /** A change that was made; all are in effect. */
    Reply change(String id, Instant now) {
        return Reply.ok(Xml.element("GetChangeResponse", changeInfo(id, "INSYNC", now)));
    }

    private static Xml changeInfo(String id, String status, Instant at) {
        return Xml.element(
                "ChangeInfo", Xml.text("Id", "/change/" + id), Xml.text("Status", status), Xml.time("SubmittedAt", at));
    }

    private static Xml describe(HostedZone zone) {
        return Xml.element(
                "HostedZone",
                Xml.text("Id", "/hostedzone/" + zone.id()),
                Xml.text("Name", zone.name()),
                Xml.text("CallerReference", zone.callerReference()),
                Xml.element("Config", Xml.text("PrivateZone", false)),
                Xml.text("ResourceRecordSetCount", zone.records().size()));
    }
}
