package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.AwsService;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Website;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Route 53: public hosted zones with simple and failover records, and health checks of pages, of alarms and of each
 * other. Weighted, latency, geographic and multivalue routing, traffic policies and DNSSEC are not modelled. A change
 * of records is in effect at once.
 */
public final class Route53Service implements AwsService {
    static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
    private static final String XML_TYPE = "text/xml";

    /** How long a page may take: four seconds to connect. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Zones zones = new Zones();
    private final HealthChecks checks = new HealthChecks();
    private final Resolver resolver = new Resolver(zones, checks::isHealthy);
    private final HealthCheckers checkers;
    private final ZoneOperations zoneOperations;
    private final HealthCheckOperations checkOperations;

    /**
     * @param timeline on which health checks are carried out
     * @param cloudWatch takes in how checks stand, and has the alarms that checks look at
     * @param internet where the pages are that checks look at
     */
    public Route53Service(Timeline timeline, CloudWatchService cloudWatch, Identifiers identifiers, Website internet) {
        this(timeline, cloudWatch, identifiers, internet, PATIENCE, _ -> false);
    }

    /** @param isOn whether a routing control is on, by its ARN */
    public Route53Service(
            Timeline timeline,
            CloudWatchService cloudWatch,
            Identifiers identifiers,
            Website internet,
            Predicate<String> isOn) {
        this(timeline, cloudWatch, identifiers, internet, PATIENCE, isOn);
    }

    /** @param patience how long a page may take to answer a check */
    public Route53Service(
            Timeline timeline,
            CloudWatchService cloudWatch,
            Identifiers identifiers,
            Website internet,
            Duration patience) {
        this(timeline, cloudWatch, identifiers, internet, patience, _ -> false);
    }

    private Route53Service(
            Timeline timeline,
            CloudWatchService cloudWatch,
            Identifiers identifiers,
            Website internet,
            Duration patience,
            Predicate<String> isOn) {
        Probe probe = new Probe(timeline, internet, patience);
        this.checkers = new HealthCheckers(timeline, checks, cloudWatch, probe, isOn);
        this.zoneOperations = new ZoneOperations(zones, checks, identifiers);
        this.checkOperations = new HealthCheckOperations(checks, identifiers, checkers::start);
    }

    @Override
    public String signingName() {
        return "route53";
    }

    @Override
    public Optional<String> onlyRegion() {
        return Optional.of("us-east-1");
    }

    /** Makes a hosted zone that the world begins with. */
    public void seedZone(String id, String domain) {
        zones.put(new HostedZone(id, DnsName.of(domain), "world", new TreeMap<>()));
    }

    /** Makes or replaces a record that the world begins with. */
    public void seedRecord(String zoneId, RecordSet record) {
        HostedZone zone = zones.zone(zoneId);
        TreeMap<RecordSet.Key, RecordSet> records = new TreeMap<>(zone.records());
        records.put(record.key(), record);
        zones.put(zone.with(records));
    }

    /** Makes a health check that the world begins with; it is looked at from now on. */
    public void seedHealthCheck(String id, HealthCheck check) {
        checks.add(id, "world", check);
        checkers.start(id);
    }

    /** What a name stands for at this moment; empty when there is no such name. */
    public Optional<Answer> resolve(String name) {
        return resolver.resolve(DnsName.of(name));
    }

    /** How a health check stands; one that does not exist is healthy. */
    public boolean isHealthy(String healthCheckId) {
        return checks.isHealthy(healthCheckId);
    }

    @Override
    public String operation(HttpRequest request) {
        return Route.of(request).operation();
    }

    @Override
    public HttpResponse serve(HttpRequest request, CallContext context) {
        Route route = Route.of(request);
        Reply reply = switch (route.operation()) {
            case "ListHostedZones" -> zoneOperations.list(request);
            case "GetHostedZone" -> zoneOperations.get(route.id());
            case "ListResourceRecordSets" -> zoneOperations.listRecords(route.id(), request);
            case "ChangeResourceRecordSets" -> zoneOperations.change(route.id(), request, context.now());
            case "GetChange" -> zoneOperations.change(route.id(), context.now());
            case "ListHealthChecks" -> checkOperations.list(request);
            case "CreateHealthCheck" -> checkOperations.create(request);
            case "GetHealthCheck" -> checkOperations.get(route.id());
            case "GetHealthCheckStatus" -> checkOperations.status(route.id());
            case "UpdateHealthCheck" -> checkOperations.update(route.id(), request);
            case "DeleteHealthCheck" -> checkOperations.delete(route.id());
            default -> throw Route.unknown(request);
        };
        return answer(reply.status(), reply.body().withNamespace(NAMESPACE))
                .with("x-amzn-requestid", context.requestId());
    }

    /** What an operation answers, before it is written out. */
    record Reply(int status, Xml body) {
        static Reply ok(Xml body) {
            return new Reply(200, body);
        }
    }

    @Override
    public HttpResponse refuse(AwsError error, HttpRequest request, String requestId) {
        Xml details = Xml.element(
                "Error",
                Xml.text("Type", error.status() >= 500 ? "Receiver" : "Sender"),
                Xml.text("Code", error.code()),
                Xml.text("Message", error.explanation()));
        Xml body = Xml.element("ErrorResponse", details, Xml.text("RequestId", requestId));
        return answer(error.status(), body.withNamespace(NAMESPACE)).with("x-amzn-requestid", requestId);
    }

    private static HttpResponse answer(int status, Xml body) {
        return HttpResponse.of(status, XML_TYPE, body.document());
    }
}
