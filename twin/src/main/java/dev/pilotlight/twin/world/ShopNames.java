package dev.pilotlight.twin.world;

import dev.pilotlight.twin.service.route53.HealthCheck;
import dev.pilotlight.twin.service.route53.RecordSet;
import dev.pilotlight.twin.service.route53.RecordSet.Role;
import dev.pilotlight.twin.service.route53.Route53Service;
import java.time.Duration;

/**
 * The names of the shop. Visitors' name leads to the primary Region while the switch object says {@code yes}; the check
 * looks for that word, so whatever happens to the object or to the way to it, visitors are never led back by it.
 */
final class ShopNames {
    private static final String ZONE = "Z0000000000001";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Route53Service route53;
    private final Nature.Tempo tempo;

    ShopNames(Twin twin) {
        this.route53 = twin.route53();
        this.tempo = twin.nature().tempo();
    }

    /**
     * Makes the zone, its records and the check of the switch.
     *
     * @param switchCheck id of the check of the switch object
     */
    void build(String primaryBalancer, String recoveryBalancer, String drillBalancer, String switchCheck) {
        route53.seedZone(ZONE, "shop.example");
        route53.seedRecord(ZONE, RecordSet.canonicalName(Walkthrough.PRIMARY_SITE, LONG, primaryBalancer));
        route53.seedRecord(ZONE, RecordSet.canonicalName(Walkthrough.RECOVERY_SITE, LONG, recoveryBalancer));
        route53.seedRecord(ZONE, RecordSet.canonicalName(Walkthrough.DRILL_SITE, LONG, drillBalancer));
        route53.seedRecord(
                ZONE,
                visitors(Walkthrough.PRIMARY_SITE).as(Role.PRIMARY, "primary").checkedBy(switchCheck));
        route53.seedRecord(ZONE, visitors(Walkthrough.RECOVERY_SITE).as(Role.SECONDARY, "recovery"));
        String bucket = Walkthrough.SWITCH_BUCKET + ".s3." + Walkthrough.RECOVERY + ".amazonaws.com";
        route53.seedHealthCheck(
                switchCheck,
                HealthCheck.pageWith(
                        "yes",
                        bucket,
                        "/" + Walkthrough.SWITCH_KEY,
                        tempo.healthCheckInterval(),
                        tempo.switchFailures()));
    }

    /** Begins to probe the primary site as visitors reach it; without a site that answers, it is unhealthy at once. */
    void watch(String visitorsCheck) {
        route53.seedHealthCheck(
                visitorsCheck,
                HealthCheck.page(
                        Walkthrough.PRIMARY_SITE, "/health", tempo.healthCheckInterval(), tempo.healthCheckFailures()));
    }

    private RecordSet visitors(String target) {
        return RecordSet.canonicalName(Walkthrough.SHOP, tempo.timeToLive(), target);
    }
}
