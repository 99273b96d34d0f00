package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.service.route53.HealthCheck.Calculated;
import dev.pilotlight.twin.service.route53.HealthCheck.Endpoint;
import dev.pilotlight.twin.service.route53.HealthCheck.InsufficientData;
import dev.pilotlight.twin.service.route53.HealthCheck.MetricAlarm;
import dev.pilotlight.twin.service.route53.HealthCheck.RoutingControl;
import dev.pilotlight.twin.service.route53.HealthCheck.Scheme;
import dev.pilotlight.twin.service.route53.HealthCheck.Subject;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A health check as the elements of {@code HealthCheckConfig}, each with its texts: what is sent, kept between an
 * update and the rest, and answered.
 */
record HealthCheckForm(Map<String, List<String>> elements) {
    private static final Set<String> MODELLED = Set.of(
            "IPAddress",
            "Port",
            "Type",
            "ResourcePath",
            "FullyQualifiedDomainName",
            "SearchString",
            "RequestInterval",
            "FailureThreshold",
            "MeasureLatency",
            "Inverted",
            "Disabled",
            "HealthThreshold",
            "ChildHealthChecks",
            "EnableSNI",
            "Regions",
            "AlarmIdentifier",
            "InsufficientDataHealthStatus",
            "RoutingControlArn");
    private static final Set<String> INTERVALS = Set.of("10", "30");

    /** What was sent, without the elements that belong to the request itself. */
    static HealthCheckForm sent(XmlNode node, Set<String> others) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        for (XmlNode child : node.children()) {
            if (!others.contains(child.name())) {
                elements.put(child.name(), texts(child));
            }
        }
        elements.keySet().stream()
                .filter(name -> !MODELLED.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("The element " + name + " of a health check is not modelled by the twin");
                });
        return new HealthCheckForm(elements);
    }

    private static List<String> texts(XmlNode node) {
        return switch (node.name()) {
            case "ChildHealthChecks" ->
                node.children().stream().map(XmlNode::text).toList();
            case "AlarmIdentifier" ->
                List.of(node.text("Region").orElse(""), node.text("Name").orElse(""));
            default -> List.of(node.text());
        };
    }

    static HealthCheckForm of(HealthCheck check) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        switch (check.subject()) {
            case Endpoint endpoint -> write(endpoint, elements);
            case MetricAlarm alarm -> write(alarm, elements);
            case RoutingControl control -> {
                put(elements, "Type", "RECOVERY_CONTROL");
                put(elements, "RoutingControlArn", control.arn());
            }
            case Calculated calculated -> write(calculated, elements);
        }
        if (check.subject() instanceof Endpoint) {
            put(elements, "RequestInterval", Math.max(1, check.interval().toSeconds()));
        }
        put(elements, "Inverted", check.inverted());
        put(elements, "Disabled", check.disabled());
        return new HealthCheckForm(elements);
    }

    private static void write(Endpoint endpoint, Map<String, List<String>> elements) {
        if (endpoint.hostHeader().isPresent()) {
            put(elements, "IPAddress", endpoint.host());
        }
        put(elements, "Port", endpoint.port());
        put(elements, "Type", endpoint.scheme() + (endpoint.search().isPresent() ? "_STR_MATCH" : ""));
        put(elements, "ResourcePath", endpoint.path());
        put(elements, "FullyQualifiedDomainName", endpoint.hostHeader().orElse(endpoint.host()));
        endpoint.search().ifPresent(search -> put(elements, "SearchString", search));
        put(elements, "FailureThreshold", endpoint.failureThreshold());
        put(elements, "MeasureLatency", false);
        put(elements, "EnableSNI", endpoint.scheme() == Scheme.HTTPS);
    }

    private static void write(MetricAlarm alarm, Map<String, List<String>> elements) {
        put(elements, "Type", "CLOUDWATCH_METRIC");
        elements.put("AlarmIdentifier", List.of(alarm.region(), alarm.name()));
        put(elements, "InsufficientDataHealthStatus", alarm.insufficientData().word());
    }

    private static void write(Calculated calculated, Map<String, List<String>> elements) {
        put(elements, "Type", "CALCULATED");
        put(elements, "HealthThreshold", calculated.threshold());
        elements.put("ChildHealthChecks", calculated.children());
    }

    private static void put(Map<String, List<String>> elements, String name, Object value) {
        elements.put(name, List.of(value.toString()));
    }

    /** This form with what an update says differently. */
    HealthCheckForm with(HealthCheckForm update) {
        Map<String, List<String>> both = new LinkedHashMap<>(elements);
        both.putAll(update.elements);
        return new HealthCheckForm(both);
    }

    /** A new health check, with the intervals that the real service offers. */
    HealthCheck create() {
        String interval = text("RequestInterval").orElse("30");
        if (!INTERVALS.contains(interval)) {
            throw invalid("The request interval must be 10 or 30 seconds");
        }
        return read(Duration.ofSeconds(Integer.parseInt(interval)));
    }

    HealthCheck read(Duration interval) {
        try {
            return new HealthCheck(subject(), interval, flag("Inverted"), flag("Disabled"));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    List<Xml> xml() {
        return elements.entrySet().stream()
                .map(entry -> switch (entry.getKey()) {
                    case "ChildHealthChecks" ->
                        Xml.list(entry.getKey(), entry.getValue(), child -> Xml.text("ChildHealthCheck", child));
                    case "AlarmIdentifier" ->
                        Xml.element(
                                entry.getKey(),
                                Xml.text("Region", entry.getValue().getFirst()),
                                Xml.text("Name", entry.getValue().getLast()));
                    default -> Xml.text(entry.getKey(), entry.getValue().getFirst());
                })
                .toList();
    }

    private Subject subject() {
        String type = required("Type");
        return switch (type) {
            case "HTTP", "HTTPS" -> endpoint(Scheme.valueOf(type), Optional.empty());
            case "HTTP_STR_MATCH", "HTTPS_STR_MATCH" ->
                endpoint(Scheme.valueOf(type.substring(0, type.indexOf('_'))), Optional.of(required("SearchString")));
            case "CLOUDWATCH_METRIC" -> alarm();
            case "RECOVERY_CONTROL" -> new RoutingControl(required("RoutingControlArn"));
            case "CALCULATED" ->
                new Calculated(number("HealthThreshold", 0), elements.getOrDefault("ChildHealthChecks", List.of()));
            default -> throw invalid("Health checks of type " + type + " are not modelled by the twin");
        };
    }

    private Endpoint endpoint(Scheme scheme, Optional<String> search) {
        Optional<String> address = text("IPAddress");
        Optional<String> name = text("FullyQualifiedDomainName");
        String host = address.or(() -> name)
                .orElseThrow(() -> invalid("Either IPAddress or FullyQualifiedDomainName must be given"));
        return new Endpoint(
                scheme,
                host,
                address.flatMap(_ -> name),
                number("Port", scheme.usualPort()),
                text("ResourcePath").orElse("/"),
                search,
                number("FailureThreshold", 3));
    }

    private MetricAlarm alarm() {
        List<String> identifier = elements.getOrDefault("AlarmIdentifier", List.of());
        if (identifier.size() != 2 || identifier.contains("")) {
            throw invalid("The alarm's Region and name must be given");
        }
        String word = text("InsufficientDataHealthStatus").orElse(InsufficientData.LAST_KNOWN_STATUS.word());
        InsufficientData insufficient = Arrays.stream(InsufficientData.values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("InsufficientDataHealthStatus cannot be " + word));
        return new MetricAlarm(identifier.getFirst(), identifier.getLast(), insufficient);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(elements.get(name)).map(List::getFirst).filter(text -> !text.isEmpty());
    }

    private String required(String name) {
        return text(name).orElseThrow(() -> invalid("The element " + name + " is missing"));
    }

    private int number(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw invalid("The element " + name + " must be a number");
        }
    }

    private boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidInput", message);
    }
}
