package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** Failover records of Route 53's hosted zones of this account. */
final class Route53FailoverRecords implements FailoverRecords {
    private final AwsClients clients;

    Route53FailoverRecords(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public List<FailoverRecord> of(Plan plan) {
        Set<String> hosts = new TreeSet<>();
        plan.sites()
                .forEach(site -> hosts.add(String.valueOf(site.url().getHost()).toLowerCase(Locale.ROOT)));
        Route53Client route53 = clients.names();
        List<FailoverRecord> records = new ArrayList<>();
        for (HostedZone zone : route53.listHostedZonesPaginator().hostedZones()) {
            String name = zone.name().endsWith(".")
                    ? zone.name().substring(0, zone.name().length() - 1)
                    : zone.name();
            if (hosts.stream().anyMatch(host -> host.equals(name) || host.endsWith("." + name))) {
                String id = zone.id().substring(zone.id().lastIndexOf('/') + 1);
                route53.listResourceRecordSetsPaginator(list -> list.hostedZoneId(id)).resourceRecordSets().stream()
                        .filter(record -> record.failover() != null)
                        .map(Route53FailoverRecords::record)
                        .forEach(records::add);
            }
        }
        return records;
    }

    private static FailoverRecord record(ResourceRecordSet found) {
        return new FailoverRecord(
                found.name(),
                found.failover() == ResourceRecordSetFailover.PRIMARY,
                found.aliasTarget() != null || found.ttl() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(found.ttl()),
                Optional.ofNullable(found.healthCheckId()));
    }
}
