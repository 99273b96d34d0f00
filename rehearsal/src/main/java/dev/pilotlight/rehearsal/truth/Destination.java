package dev.pilotlight.rehearsal.truth;

import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.twin.service.cloudwatch.Datum;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.service.ec2.GuestState;
import dev.pilotlight.twin.world.Twin;
import java.time.Instant;
import java.util.List;

/**
 * The Region that a plan leads to, seen from outside: the recovery Region, or home for the plan of the way home. What
 * is said about it is the same in both directions.
 */
public final class Destination {
    private static final String PLAN_TAG = "pilotlight:plan";
    private static final String TIER_TAG = "pilotlight:tier";

    private final Twin twin;
    private final Plan plan;
    private final String region;

    /** @param plan whose recovery Region it is */
    Destination(Twin twin, Plan plan) {
        this.twin = twin;
        this.plan = plan;
        this.region = plan.regions().recovery().value();
    }

    /** What is brought up there. */
    public List<Tier> tiers() {
        return plan.tiers();
    }

    /** The instances of a tier that are not gone. */
    public List<Ec2Service.Sight> instances(Tier tier) {
        return instances().stream()
                .filter(sight -> tier.name().equals(sight.tags().get(TIER_TAG)))
                .toList();
    }

    /** The instances of the plan that are not gone. */
    public List<Ec2Service.Sight> instances() {
        Instant now = twin.timeline().now();
        return twin.ec2().instances(region).stream()
                .filter(sight -> plan.plan().value().equals(sight.tags().get(PLAN_TAG)))
                .filter(sight -> isLiving(sight.guest().state(now)))
                .toList();
    }

    static boolean isLiving(GuestState state) {
        return state != GuestState.TERMINATED && state != GuestState.SHUTTING_DOWN;
    }

    /** What the metric of the lag of a database's cluster there holds, the oldest sample first. */
    public List<Datum> lagSamples(Database database) {
        String cluster =
                plan.database(database.name()).orElseThrow().recoveryCluster().identifier();
        return twin.cloudWatch().recent(region, Metrics.auroraGlobalRecoveryPointLag(cluster));
    }

    /** A group of machines in words. */
    String group(ScalingTier tier) {
        return "a group of " + twin.scaling().desired(region, tier.group()).orElse(0);
    }

    /** What the application reads, in words. */
    String bound(Binding binding) {
        return switch (binding) {
            case Binding.ParameterBinding parameter ->
                "parameter " + parameter.parameter() + ": "
                        + twin.parameters().value(region, parameter.parameter()).orElse("none");
            case Binding.SecretBinding secret ->
                "secret " + secret.target() + ": "
                        + twin.secrets()
                                .value(region, secret.secret())
                                .map(content -> "version " + Integer.toHexString(content.hashCode()))
                                .orElse("none");
        };
    }

    /** The states of everything that runs there, whoever has started it. */
    String machines() {
        Instant now = twin.timeline().now();
        return String.join(
                ",",
                twin.ec2().instances(region).stream()
                        .map(sight ->
                                sight.guest().state(now) + "/" + sight.guest().check(now))
                        .toList());
    }
}
