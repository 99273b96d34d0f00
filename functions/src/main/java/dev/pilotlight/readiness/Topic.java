package dev.pilotlight.readiness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is checked, in the order of the report. docs/readiness.md says what each proves, and what to do about it. */
enum Topic {
    /** The plan is valid, and belongs to this account and Region. */
    PLAN(Area.PLAN),
    /** The services of the recovery Region answer that a failover needs. */
    RECOVERY_SERVICES(Area.PLAN),
    /** Every function starts and is allowed what it needs. */
    PERMISSIONS(Area.FUNCTIONS),
    /** The recovery cluster is a healthy reader of its global cluster. */
    GLOBAL_CLUSTER(Area.DATABASE),
    /** It is not further behind than may be lost. */
    REPLICATION_LAG(Area.DATABASE),
    /** The engines of both clusters can be failed over. */
    ENGINE_VERSIONS(Area.DATABASE),
    /** The recovery cluster has an instance, or one can be made. */
    DATABASE_INSTANCE(Area.DATABASE),
    /** What is written after the promotion is there. */
    BINDINGS(Area.DATABASE),
    /** Each tier has a verified image that is new enough. */
    IMAGES(Area.IMAGES),
    /** The keys of encrypted images can be used. */
    IMAGE_KEYS(Area.IMAGES),
    /** Each tier's subnets exist and have addresses enough. */
    SUBNETS(Area.NETWORK),
    /** Each tier's security groups exist in the network of its subnets. */
    SECURITY_GROUPS(Area.NETWORK),
    /** Each tier's instance profile exists and has a role. */
    INSTANCE_PROFILES(Area.COMPUTE),
    /** The types are offered where the subnets are, and run the image. */
    INSTANCE_TYPES(Area.COMPUTE),
    /** Capacity that the plan reserved is there. */
    CAPACITY_RESERVATIONS(Area.CAPACITY),
    /** The account may run as many vCPUs as the plan needs. */
    VCPU_QUOTA(Area.CAPACITY),
    /** The account has run something in the Region already, which a new one must be verified for. */
    ACCOUNT_VERIFICATION(Area.CAPACITY),
    /** The switch is there, and nothing that is lost or expires moves visitors back. */
    TRAFFIC_SWITCH(Area.TRAFFIC),
    /** Static sites answer in the recovery Region, and hold what was replicated. */
    STATIC_SITES(Area.TRAFFIC),
    /** The alarms exist and see the primary. */
    ALARMS(Area.TRAFFIC),
    /** The health checks behind the alarms and the switch exist and look. */
    HEALTH_CHECKS(Area.NAMES),
    /** Visitors' names are not remembered for longer than a minute. */
    DNS_TTL(Area.NAMES),
    /** An alarm may start a failover. */
    ARMED(Area.DEPLOYMENT),
    /** What is deployed is what the software was built with. */
    STATE_MACHINES(Area.DEPLOYMENT),
    /** A drill has succeeded lately. */
    LAST_DRILL(Area.DEPLOYMENT),
    /** People can get in although the identity provider's Region is gone. */
    EMERGENCY_ROLE(Area.DEPLOYMENT);

    private final Area area;

    Topic(Area area) {
        this.area = area;
    }

    Area area() {
        return area;
    }

    /** The name in reports and metrics, like {@code global-cluster}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<Topic> of(Area area) {
        return Arrays.stream(values()).filter(topic -> topic.area == area).toList();
    }
}
