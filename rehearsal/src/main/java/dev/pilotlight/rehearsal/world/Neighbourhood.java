package dev.pilotlight.rehearsal.world;

import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.SignalSource;
import dev.pilotlight.plan.Site;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.twin.service.cloudwatch.Alarm;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The hosts and alarms that a plan names. A site answers as the plan expects once the plan's databases take writes in
 * the recovery Region and enough machines of every tier answer there; one that the plan names {@code static} always
 * does, and so does a drill's. The primary's hosts answer while the primary Region lives. On the way home the home
 * Region is what the recovery Region was, and before the first failover its sites simply are there.
 */
final class Neighbourhood {
    private static final String PLAN_TAG = "pilotlight:plan";
    private static final String TIER_TAG = "pilotlight:tier";

    private final Twin twin;
    private final Plan plan;
    private final Pages pages;

    Neighbourhood(Twin twin, Plan plan, Pages pages) {
        this.twin = twin;
        this.plan = plan;
        this.pages = pages;
    }

    void build() {
        plan.outage().signals().forEach(this::signal);
        answering(plan.outage().control().url(), 200, "here\n");
        plan.sites().forEach(this::site);
        if (plan.drill() != null) {
            plan.drill()
                    .sites()
                    .forEach(site -> answering(site.url(), site.expect().status(), body(site)));
        }
    }

    /** Builds the hosts at home, of a plan that leads there. */
    void buildAtHome() {
        plan.sites().forEach(this::site);
    }

    private void signal(SignalSource signal) {
        switch (signal) {
            case SignalSource.HttpSignal http -> primary(http);
            case SignalSource.AlarmSignal alarm -> alarm(alarm);
            case SignalSource.WitnessSignal _, SignalSource.ReplicationSignal _, SignalSource.AwsHealthSignal _ -> {
                // what they see is in the table or in the metrics of the databases, or comes from AWS
            }
        }
    }

    private void primary(SignalSource.HttpSignal http) {
        int healthy = Integer.parseInt(http.passes().replace("xx", "00"));
        pages.add(http.url(), () -> HttpResponse.of(isPrimaryAlive() ? healthy : 503, "text/plain", "primary\n"));
    }

    private boolean isPrimaryAlive() {
        return !isLost(plan.regions().primary());
    }

    private boolean isLost(RegionName region) {
        return twin.nature().outages().downSince(region.value()).isPresent();
    }

    /** The visitors of the walk-through's primary site see the same as this plan's. */
    private void alarm(SignalSource.AlarmSignal signal) {
        String region = signal.alarm().region().value();
        twin.cloudWatch()
                .seedAlarm(
                        region,
                        Alarm.onHealthCheck(
                                signal.alarm().name(),
                                Walkthrough.VISITORS_CHECK,
                                twin.nature().tempo().alarmPeriod()),
                        twin.timeline().now());
    }

    private void site(Site site) {
        if (site.name().equals("static")) {
            answering(site.url(), site.expect().status(), body(site));
            return;
        }
        pages.add(
                site.url(),
                () -> isUp()
                        ? HttpResponse.of(site.expect().status(), "text/plain", body(site))
                        : HttpResponse.of(503, "text/plain", "not yet\n"));
    }

    private boolean isUp() {
        Instant now = twin.timeline().now();
        return !isLost(plan.regions().recovery())
                && plan.databases().stream().allMatch(database -> takesWrites(database, now))
                && (isUntouched() || plan.tiers().stream().allMatch(tier -> machines(tier, now) >= tier.minimum()));
    }

    /** Before any failover the machines that were there from the beginning serve, at home. */
    private boolean isUntouched() {
        return plan.databases().stream()
                .allMatch(database ->
                        twin.rds().promotions(database.globalCluster().value()).isEmpty());
    }

    private boolean takesWrites(Database database, Instant now) {
        return twin.rds()
                .writers(database.globalCluster().value(), now)
                .contains(database.recoveryCluster().value());
    }

    private long machines(Tier tier, Instant now) {
        String region = plan.regions().recovery().value();
        return switch (tier) {
            case InstanceTier launched ->
                twin.ec2().instances(region).stream()
                        .filter(sight -> plan.plan().value().equals(sight.tags().get(PLAN_TAG)))
                        .filter(sight -> launched.name().equals(sight.tags().get(TIER_TAG)))
                        .filter(sight -> sight.guest().pulse(now).answers())
                        .count();
            case ScalingTier scaling ->
                twin.scaling().instances(region, scaling.group()).size();
        };
    }

    private void answering(URI url, int status, String body) {
        pages.add(url, () -> HttpResponse.of(status, "text/plain", body));
    }

    private static String body(Site site) {
        return Optional.ofNullable(site.expect().body()).orElse("ok");
    }
}
