package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.service.route53.HealthCheck.Endpoint;
import dev.pilotlight.twin.service.route53.HealthChecks.Entry;
import dev.pilotlight.twin.service.route53.Route53Service.Reply;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.Xml;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The operations on health checks. */
final class HealthCheckOperations {
    private static final String CHECKERS_REGION = "us-east-1";
    private static final String CHECKERS_ADDRESS = "192.0.2.53";
    private static final Set<String> BESIDES_THE_CONFIGURATION = Set.of("HealthCheckVersion");

    private final HealthChecks checks;
    private final Identifiers identifiers;
    private final Consumer<String> start;

    /** @param start begins to look at the check with an id */
    HealthCheckOperations(HealthChecks checks, Identifiers identifiers, Consumer<String> start) {
        this.checks = checks;
        this.identifiers = identifiers;
        this.start = start;
    }

    Reply create(HttpRequest request) {
        XmlNode sent = XmlNode.parse(request.body(), "InvalidInput");
        String reference = sent.text("CallerReference").orElseThrow(() -> missing("CallerReference"));
        HealthCheck check = HealthCheckForm.sent(
                        sent.child("HealthCheckConfig").orElseThrow(() -> missing("HealthCheckConfig")), Set.of())
                .create();
        Entry entry = existing(reference, check).orElseGet(() -> begin(reference, check));
        return new Reply(201, Xml.element("CreateHealthCheckResponse", describe(entry)));
    }

    Reply get(String id) {
        return Reply.ok(Xml.element("GetHealthCheckResponse", describe(checks.entry(id))));
    }

    Reply list(HttpRequest request) {
        String marker = request.queryParameters().getOrDefault("marker", "");
        int limit = Page.limit(request);
        List<Entry> found = checks.all().stream()
                .filter(entry -> entry.id().compareTo(marker) >= 0)
                .toList();
        Xml body = Xml.element("ListHealthChecksResponse");
        body.add(Xml.list("HealthChecks", Page.first(found, limit), HealthCheckOperations::describe));
        body.add(Xml.text("Marker", marker));
        body.add(Xml.text("IsTruncated", found.size() > limit));
        body.maybe("NextMarker", Page.next(found, limit).map(Entry::id));
        return Reply.ok(body.add(Xml.text("MaxItems", limit)));
    }

    /** What the last look showed; only pages are looked at by checkers. */
    Reply status(String id) {
        Entry entry = checks.entry(id);
        if (!(entry.check().subject() instanceof Endpoint)) {
            throw AwsError.badRequest(
                    "InvalidInput", "The status of a health check that monitors no endpoint cannot be asked for.");
        }
        Xml observations = Xml.element("HealthCheckObservations");
        entry.standing()
                .last()
                .ifPresent(last -> observations.add(Xml.element(
                        "HealthCheckObservation",
                        Xml.text("Region", CHECKERS_REGION),
                        Xml.text("IPAddress", CHECKERS_ADDRESS),
                        Xml.element(
                                "StatusReport",
                                Xml.text("Status", last.status()),
                                Xml.time("CheckedTime", last.at())))));
        return Reply.ok(Xml.element("GetHealthCheckStatusResponse", observations));
    }

    Reply update(String id, HttpRequest request) {
        Entry entry = checks.entry(id);
        XmlNode sent = XmlNode.parse(request.body(), "InvalidInput");
        sent.text("HealthCheckVersion")
                .filter(version -> !version.equals(String.valueOf(entry.version())))
                .ifPresent(version -> {
                    throw new AwsError(
                            409,
                            "HealthCheckVersionMismatch",
                            "The health check has version " + entry.version() + ", not " + version);
                });
        HealthCheckForm update = HealthCheckForm.sent(sent, BESIDES_THE_CONFIGURATION);
        HealthCheck check = HealthCheckForm.of(entry.check())
                .with(update)
                .read(entry.check().interval());
        return Reply.ok(Xml.element("UpdateHealthCheckResponse", describe(checks.update(id, check))));
    }

    Reply delete(String id) {
        checks.remove(id);
        return Reply.ok(Xml.element("DeleteHealthCheckResponse"));
    }

    /** The check that the same reference made before. */
    private Optional<Entry> existing(String reference, HealthCheck check) {
        Optional<Entry> found = checks.all().stream()
                .filter(entry -> entry.callerReference().equals(reference))
                .findFirst();
        if (found.isPresent() && !found.get().check().equals(check)) {
            throw new AwsError(
                    409,
                    "HealthCheckAlreadyExists",
                    "A health check with the caller reference " + reference + " exists with other settings.");
        }
        return found;
    }

    private Entry begin(String reference, HealthCheck check) {
        Entry entry = checks.add(identifiers.uuid(), reference, check);
        start.accept(entry.id());
        return entry;
    }

    private static Xml describe(Entry entry) {
        return Xml.element(
                "HealthCheck",
                Xml.text("Id", entry.id()),
                Xml.text("CallerReference", entry.callerReference()),
                Xml.element(
                        "HealthCheckConfig", HealthCheckForm.of(entry.check()).xml()),
                Xml.text("HealthCheckVersion", entry.version()));
    }

    private static AwsError missing(String name) {
        return AwsError.badRequest("InvalidInput", "The element " + name + " is missing");
    }
}
