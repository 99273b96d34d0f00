package dev.pilotlight.twin.service.route53;

import dev.pilotlight.twin.service.route53.RecordSet.Alias;
import dev.pilotlight.twin.service.route53.RecordSet.Failover;
import dev.pilotlight.twin.service.route53.RecordSet.Role;
import dev.pilotlight.twin.service.route53.RecordSet.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers names, with simple and failover routing. Changes of records and of health are in effect at once: what
 * resolvers and browsers keep is theirs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html">How
 *     Route 53 chooses records when health checking is configured</a>
 */
final class Resolver {
    private static final int LONGEST_CHAIN = 8;

    /** Of an alias for a load balancer; it cannot be chosen. */
    private static final Duration ALIAS_TIME_TO_LIVE = Duration.ofSeconds(60);

    private static final List<String> TYPES = List.of("CNAME", "A", "AAAA");

    private final Zones zones;
    private final Predicate<String> isHealthy;

    /** @param isHealthy tells for the id of a health check how it stands */
    Resolver(Zones zones, Predicate<String> isHealthy) {
        this.zones = zones;
        this.isHealthy = isHealthy;
    }

    /** What a name stands for; empty when the zones know no such name, or it points in circles. */
    Optional<Answer> resolve(DnsName name) {
        return resolve(name, LONGEST_CHAIN);
    }

    private Optional<Answer> resolve(DnsName name, int links) {
        return links == 0
                ? Optional.empty()
                : records(name).isEmpty() ? Optional.empty() : follow(choose(records(name)), links);
    }

    private Optional<Answer> follow(RecordSet chosen, int links) {
        return switch (chosen.target()) {
            case Alias alias -> target(alias.name(), ALIAS_TIME_TO_LIVE, links);
            case Values(Duration timeToLive, List<String> values) ->
                chosen.type().equals("CNAME")
                        ? target(values.getFirst(), timeToLive, links)
                        : Optional.of(new Answer(values.getFirst(), timeToLive));
        };
    }

    /** A name that a record points at: followed within the zones, and the answer itself outside of them. */
    private Optional<Answer> target(String text, Duration timeToLive, int links) {
        DnsName name = DnsName.of(text);
        return zones.authority(name).isEmpty()
                ? Optional.of(new Answer(name.host(), timeToLive))
                : resolve(name, links - 1).map(answer -> new Answer(answer.value(), shorter(answer, timeToLive)));
    }

    private static Duration shorter(Answer answer, Duration timeToLive) {
        return answer.timeToLive().compareTo(timeToLive) < 0 ? answer.timeToLive() : timeToLive;
    }

    /** The records of the first type that the name has. */
    private List<RecordSet> records(DnsName name) {
        return TYPES.stream()
                .map(type ->
                        zones.authority(name).map(zone -> zone.find(name, type)).orElse(List.of()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The primary while it is healthy, else the secondary while it is, else the primary all the same. */
    private RecordSet choose(List<RecordSet> records) {
        Optional<RecordSet> primary = playing(Role.PRIMARY, records);
        return primary.filter(this::isHealthy)
                .or(() -> playing(Role.SECONDARY, records).filter(this::isHealthy))
                .or(() -> primary)
                .orElse(records.getFirst());
    }

    private static Optional<RecordSet> playing(Role role, List<RecordSet> records) {
        return records.stream()
                .filter(record -> record.failover().map(Failover::role).equals(Optional.of(role)))
                .findFirst();
    }

    private boolean isHealthy(RecordSet record) {
        return isHealthy(record, LONGEST_CHAIN);
    }

    private boolean isHealthy(RecordSet record, int links) {
        return record.healthCheck().map(isHealthy::test).orElse(true) && isTargetHealthy(record, links);
    }

    /** Of an alias that asks for it: whether any record of the other name is healthy. */
    private boolean isTargetHealthy(RecordSet record, int links) {
        if (links > 0 && record.target() instanceof Alias alias && alias.evaluatesTargetHealth()) {
            List<RecordSet> targets = records(DnsName.of(alias.name()));
            return targets.isEmpty() || targets.stream().anyMatch(target -> isHealthy(target, links - 1));
        }
        return true;
    }
}
