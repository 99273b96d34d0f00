package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.XmlNode;
import dev.pilotlight.twin.service.route53.RecordSet.Alias;
import dev.pilotlight.twin.service.route53.RecordSet.Failover;
import dev.pilotlight.twin.service.route53.RecordSet.Role;
import dev.pilotlight.twin.service.route53.RecordSet.Target;
import dev.pilotlight.twin.service.route53.RecordSet.Values;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Xml;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and writes {@code ResourceRecordSet}. */
final class RecordForm {
    private static final Set<String> MODELLED = Set.of(
            "Name", "Type", "SetIdentifier", "Failover", "TTL", "ResourceRecords", "AliasTarget", "HealthCheckId");

    private RecordForm() {}

    static RecordSet read(XmlNode node) {
        node.children().stream()
                .map(XmlNode::name)
                .filter(name -> !MODELLED.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("The element " + name + " of a record is not modelled by the twin");
                });
        return new RecordSet(
                required(node, "Name"),
                required(node, "Type"),
                target(node),
                failover(node),
                node.text("HealthCheckId"));
    }

    static Xml write(RecordSet record) {
        Xml xml = Xml.element("ResourceRecordSet", Xml.text("Name", record.name()), Xml.text("Type", record.type()));
        xml.maybe("SetIdentifier", record.setIdentifier());
        xml.maybe("Failover", record.failover().map(Failover::role));
        switch (record.target()) {
            case Values(Duration timeToLive, List<String> values) ->
                xml.add(Xml.text("TTL", timeToLive.toSeconds()))
                        .add(Xml.list(
                                "ResourceRecords",
                                values,
                                value -> Xml.element("ResourceRecord", Xml.text("Value", value))));
            case Alias(String zone, String name, boolean evaluatesTargetHealth) ->
                xml.add(Xml.element(
                        "AliasTarget",
                        Xml.text("HostedZoneId", zone),
                        Xml.text("DNSName", DnsName.of(name)),
                        Xml.text("EvaluateTargetHealth", evaluatesTargetHealth)));
        }
        return xml.maybe("HealthCheckId", record.healthCheck());
    }

    private static Target target(XmlNode node) {
        Optional<XmlNode> alias = node.child("AliasTarget");
        if (alias.isPresent()) {
            return new Alias(
                    required(alias.get(), "HostedZoneId"),
                    required(alias.get(), "DNSName"),
                    alias.get()
                            .text("EvaluateTargetHealth")
                            .map(Boolean::parseBoolean)
                            .orElse(false));
        }
        List<String> values = node.list("ResourceRecords").stream()
                .map(record -> required(record, "Value"))
                .toList();
        if (values.isEmpty()) {
            throw invalid("A record needs values or an alias");
        }
        return new Values(timeToLive(required(node, "TTL")), values);
    }

    private static Duration timeToLive(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw invalid("The TTL must be a number of seconds");
        }
    }

    private static Optional<Failover> failover(XmlNode node) {
        Optional<String> identifier = node.text("SetIdentifier");
        Optional<Role> role = node.text("Failover").map(RecordForm::role);
        if (identifier.isPresent() != role.isPresent()) {
            throw invalid("SetIdentifier and Failover must be given together");
        }
        return role.map(known -> new Failover(identifier.orElseThrow(), known));
    }

    private static Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("Failover must be PRIMARY or SECONDARY"));
    }

    private static String required(XmlNode node, String name) {
        return node.text(name).orElseThrow(() -> invalid("The element " + name + " is missing"));
    }

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidInput", message);
    }
}
