package dev.pilotlight.twin.world;

import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.cloudwatch.Alarm;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.service.ec2.Artifact;
import dev.pilotlight.twin.service.ec2.InstanceLaunch;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.ec2.SecurityGroup;
import dev.pilotlight.twin.service.ec2.Subnet;
import dev.pilotlight.twin.service.ec2.Vpc;
import dev.pilotlight.twin.service.rds.ClusterDefinition;
import dev.pilotlight.twin.service.rds.DatabaseEngine;
import dev.pilotlight.twin.service.rds.ModelledEngine;
import dev.pilotlight.twin.service.rds.SubnetGroup;
import dev.pilotlight.twin.service.s3.BucketSettings;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The world of the walk-through: a shop that runs in us-east-1, its database replicated to us-west-2, where nothing
 * else runs; static sites in both Regions; names, health checks and an alarm; and where Pilot Light is deployed, its
 * table, its bucket and its topic. {@code workload/plan.yaml} speaks of this world.
 */
public final class Walkthrough {
    public static final String PRIMARY = "us-east-1";
    public static final String RECOVERY = "us-west-2";
    public static final String WITNESS_REGION = "us-east-2";
    public static final String SHOP = "www.shop.example";
    public static final String PRIMARY_SITE = "primary.shop.example";
    public static final String RECOVERY_SITE = "recovery.shop.example";
    public static final String GLOBAL_CLUSTER = "shop-global";
    public static final String PRIMARY_CLUSTER = "arn:aws:rds:us-east-1:111111111111:cluster:shop-east";
    public static final String RECOVERY_CLUSTER = "arn:aws:rds:us-west-2:111111111111:cluster:shop-west";
    public static final String PRIMARY_TARGETS =
            "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/shop-east/0000000000000101";
    public static final String RECOVERY_TARGETS =
            "arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop-west/0000000000000201";
    /** The subnets that the primary's database lies in; its writer is in the first. */
    public static final List<String> PRIMARY_DATABASE_SUBNETS =
            List.of("subnet-00000000000000111", "subnet-00000000000000112");

    public static final String PRIMARY_INSTANCE = "i-00000000000000101";
    public static final String ENDPOINT_PARAMETER = "/shop/database/endpoint";
    public static final String SWITCH_BUCKET = "shop-switch-west";
    public static final String SWITCH_KEY = "primary-is-serving";
    public static final String TABLE = "pilotlight";
    public static final String BUCKET = "pilotlight-plans-111111111111";
    public static final String TOPIC = "arn:aws:sns:us-west-2:111111111111:pilotlight";
    public static final String ALARM = "shop-down";

    /** A role that people can assume without an identity provider. */
    public static final String EMERGENCY_ROLE = "pilotlight-emergency";

    /** A health check of the visitors' way to the primary site; what the alarm looks at. */
    public static final String VISITORS_CHECK = "00000000-0000-4000-8000-000000000101";

    private static final String SWITCH_CHECK = "00000000-0000-4000-8000-000000000201";
    /** Where drills take place: subnets, a group that leads nowhere, and a load balancer of their own. */
    public static final List<String> DRILL_SUBNETS = List.of("subnet-00000000000000221", "subnet-00000000000000222");

    public static final String DRILL_GROUP = "sg-00000000000000202";
    public static final String DRILL_SITE = "drill.shop.example";
    public static final String DRILL_TARGETS =
            "arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop-drill/0000000000000202";

    private static final String DRILL_BALANCER = "shop-drill.us-west-2.elb.amazonaws.com";
    private static final String PRIMARY_BALANCER = "shop-east.us-east-1.elb.amazonaws.com";
    private static final String RECOVERY_BALANCER = "shop-west.us-west-2.elb.amazonaws.com";
    private static final String BASE_IMAGE = "ami-00000000000000101";
    private static final int HTTP = 80;

    private final Twin twin;
    private final Nature.Tempo tempo;

    private Walkthrough(Twin twin) {
        this.twin = twin;
        this.tempo = twin.nature().tempo();
    }

    /** Everything modelled, following the physics alone. */
    public static Nature modelled(Timeline timeline, Physics physics) {
        Outages outages = new Outages();
        Instant since = timeline.now().minus(Duration.ofDays(30));
        ModelledEngine writer = ModelledEngine.writer(PRIMARY_CLUSTER, physics.database(), outages, since);
        ModelledEngine reader = ModelledEngine.reader(RECOVERY_CLUSTER, physics.database(), outages, writer);
        return new Nature(
                physics,
                outages,
                new ModelledHypervisor(physics, outages),
                ModelledShop::new,
                writer,
                reader,
                ModelledEngine.secondaries(physics.database(), outages),
                Nature.Tempo.ofAws(physics));
    }

    /**
     * Sets the world up in a twin; nobody watches it yet.
     *
     * @param image what the primary's instance was started from
     */
    public static void build(Twin twin, Artifact image) {
        Walkthrough world = new Walkthrough(twin);
        world.networks();
        world.drillGround();
        world.databases();
        world.parameters();
        world.instance(image);
        world.sites();
        world.names();
        world.deployment();
    }

    /**
     * Sets the watchers to work: the health check of the primary site, the alarm on it and the replication metric. The
     * site must answer by now, for otherwise the alarm rings.
     */
    public static void watch(Twin twin) {
        new Walkthrough(twin).watch();
    }

    private void networks() {
        network(PRIMARY, "1");
        network(RECOVERY, "2");
        twin.balancers().add(PRIMARY_TARGETS, PRIMARY_BALANCER, HTTP);
        twin.balancers().add(RECOVERY_TARGETS, RECOVERY_BALANCER, HTTP);
    }

    private void network(String region, String digit) {
        String vpc = "vpc-00000000000000" + digit + "01";
        twin.ec2().addVpc(region, new Vpc(vpc, "10." + digit + ".0.0/16"));
        for (int i = 1; i <= 2; i++) {
            String zone = region + (i == 1 ? "a" : "b");
            String cidr = "10." + digit + "." + i + ".0/24";
            twin.ec2().addSubnet(region, new Subnet("subnet-00000000000000" + digit + "0" + i, vpc, zone, cidr));
        }
        databaseNetwork(region, digit, vpc);
        SecurityGroup.Rule visitors = new SecurityGroup.Rule(HTTP, HTTP, "0.0.0.0/0");
        twin.ec2()
                .addSecurityGroup(
                        region,
                        new SecurityGroup(
                                "sg-00000000000000" + digit + "01", vpc, "shop", "The shop", List.of(visitors)));
    }

    private void drillGround() {
        String vpc = "vpc-00000000000000201";
        for (int i = 0; i < DRILL_SUBNETS.size(); i++) {
            String zone = RECOVERY + (i == 0 ? "a" : "b");
            twin.ec2().addSubnet(RECOVERY, new Subnet(DRILL_SUBNETS.get(i), vpc, zone, "10.2." + (21 + i) + ".0/24"));
        }
        SecurityGroup.Rule checks = new SecurityGroup.Rule(HTTP, HTTP, "10.2.0.0/16");
        SecurityGroup closed = new SecurityGroup(
                DRILL_GROUP,
                vpc,
                "shop-drill",
                "Drills of the shop",
                List.of(checks),
                List.of(new SecurityGroup.Egress.ToGroup(DRILL_GROUP)));
        twin.ec2().addSecurityGroup(RECOVERY, closed);
        twin.balancers().add(DRILL_TARGETS, DRILL_BALANCER, HTTP);
    }

    /** Databases have subnets of their own, which nothing else is in. */
    private void databaseNetwork(String region, String digit, String vpc) {
        Map<String, String> subnets = new LinkedHashMap<>();
        for (int i = 1; i <= 2; i++) {
            String subnet = "subnet-00000000000000" + digit + "1" + i;
            String zone = region + (i == 1 ? "a" : "b");
            twin.ec2().addSubnet(region, new Subnet(subnet, vpc, zone, "10." + digit + ".1" + i + ".0/24"));
            subnets.put(subnet, zone);
        }
        twin.ec2().addDatabaseInterface(region, "subnet-00000000000000" + digit + "11");
        String cluster = region.equals(PRIMARY) ? "shop-east" : "shop-west";
        twin.rds().addSubnetGroup(region, new SubnetGroup(cluster, vpc, subnets, List.of(cluster)));
    }

    private void databases() {
        Instant since = twin.timeline().now().minus(Duration.ofDays(30));
        twin.rds()
                .addCluster(
                        cluster(PRIMARY_CLUSTER, "shop-east-1"), twin.nature().writer(), since);
        twin.rds()
                .addCluster(
                        cluster(RECOVERY_CLUSTER, "shop-west-1"), twin.nature().reader(), since);
        twin.rds().addGlobalCluster(GLOBAL_CLUSTER, PRIMARY_CLUSTER, List.of(RECOVERY_CLUSTER));
    }

    private static ClusterDefinition cluster(String arn, String instance) {
        return new ClusterDefinition(
                arn, "aurora-postgresql", "17.4", "shop", "postgres", "db.r6g.large", List.of(instance));
    }

    private void parameters() {
        endpoint(PRIMARY, twin.nature().writer().address(DatabaseEngine.Access.WRITE));
        endpoint(RECOVERY, twin.nature().reader().address(DatabaseEngine.Access.READ));
    }

    private void endpoint(String region, DatabaseEngine.Address address) {
        String value = address.host() + ":" + address.port();
        twin.parameters().seedParameter(twin.creator(region), ENDPOINT_PARAMETER, value);
    }

    private void instance(Artifact image) {
        Instant now = twin.timeline().now();
        Instant before = now.minus(Duration.ofDays(1));
        twin.ec2().addImage(PRIMARY, BASE_IMAGE, "shop-base", image, Map.of("Name", "shop-base"), before);
        InstanceLaunch launch = new InstanceLaunch(
                PRIMARY_INSTANCE,
                PRIMARY,
                PRIMARY + "a",
                "subnet-00000000000000101",
                "m7g.large",
                BASE_IMAGE,
                image,
                "shop-web",
                "",
                Map.of("Name", "shop-web"),
                before);
        twin.ec2().addInstance(launch, List.of("sg-00000000000000101"));
        twin.balancers().register(PRIMARY_TARGETS, PRIMARY_INSTANCE, before);
    }

    private void sites() {
        site(PRIMARY, "shop-site-east");
        site(RECOVERY, "shop-site-west");
        twin.internet().add("checkip.example", request -> HttpResponse.of(200, "text/plain", "203.0.113.7\n"));
    }

    private void site(String region, String bucket) {
        CallContext creator = twin.creator(region);
        BucketSettings website = BucketSettings.plain().withVersions().withWebsite("index.html", "error.html");
        twin.s3().seedBucket(creator, bucket, website);
        page(creator, bucket, "index.html", "<h1>Lanterns</h1>\n<p>" + region + "</p>\n");
        page(creator, bucket, "error.html", "<h1>Nothing here</h1>\n");
    }

    /** The recovery Region's pages came there by replication. */
    private void page(CallContext creator, String bucket, String key, String html) {
        if (creator.region().equals(RECOVERY)) {
            twin.s3().seedReplica(creator, bucket, key, "text/html", html);
        } else {
            twin.s3().seedObject(creator, bucket, key, "text/html", html);
        }
    }

    private void names() {
        CallContext creator = twin.creator(RECOVERY);
        BucketSettings latched =
                BucketSettings.plain().withVersions().denyingDelete().readableByEverybody();
        twin.s3().seedBucket(creator, SWITCH_BUCKET, latched);
        twin.s3().seedObject(creator, SWITCH_BUCKET, SWITCH_KEY, "text/plain", "yes");
        new ShopNames(twin).build(PRIMARY_BALANCER, RECOVERY_BALANCER, DRILL_BALANCER, SWITCH_CHECK);
    }

    private void deployment() {
        CallContext creator = twin.creator(RECOVERY);
        twin.tables().seedTable(creator, TABLE, "pk", "sk");
        twin.s3().seedBucket(creator, BUCKET, BucketSettings.plain().withVersions());
        twin.topics().seedTopic(creator, "pilotlight");
        identities();
        String pattern = "{\"source\":[\"aws.cloudwatch\"],\"detail-type\":[\"CloudWatch Alarm State Change\"],"
                + "\"detail\":{\"state\":{\"value\":[\"ALARM\"]}}}";
        twin.events()
                .addRule(
                        PRIMARY,
                        "alarms-to-recovery",
                        pattern,
                        "arn:aws:events:us-west-2:111111111111:event-bus/default");
        twin.events()
                .addRule(
                        RECOVERY,
                        "alarms-to-failover",
                        pattern,
                        "arn:aws:lambda:us-west-2:111111111111:function:StartFailover");
        String images = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 AMI State Change\"],\"region\":[\"" + PRIMARY
                + "\"],\"detail\":{\"State\":[\"available\"]}}";
        twin.events()
                .addRule(
                        PRIMARY,
                        "images-to-recovery",
                        images,
                        "arn:aws:events:us-west-2:111111111111:event-bus/default");
        twin.events()
                .addRule(
                        RECOVERY,
                        "images-to-copying",
                        images,
                        "arn:aws:lambda:us-west-2:111111111111:function:StartImageSync");
        twin.events()
                .addRule(
                        RECOVERY,
                        "ends-without-success",
                        "{\"source\":[\"aws.states\"],\"detail-type\":[\"Step Functions Execution Status Change\"],"
                                + "\"detail\":{\"status\":[\"FAILED\",\"TIMED_OUT\",\"ABORTED\"]}}",
                        "arn:aws:lambda:us-west-2:111111111111:function:CloseAbandonedRun");
    }

    private void identities() {
        twin.identities().seedRole("shop-web", trust("\"Service\":\"ec2.amazonaws.com\""));
        twin.identities().seedProfile("shop-web", "shop-web");
        twin.identities().seedRole("shop-drill", trust("\"Service\":\"ec2.amazonaws.com\""));
        twin.identities().seedProfile("shop-drill", "shop-drill");
        twin.identities().seedRole(EMERGENCY_ROLE, trust("\"AWS\":\"arn:aws:iam::" + Twin.ACCOUNT + ":root\""));
    }

    private static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{" + principal
                + "},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private void watch() {
        Instant now = twin.timeline().now();
        new ShopNames(twin).watch(VISITORS_CHECK);
        twin.cloudWatch().seedAlarm(PRIMARY, Alarm.onHealthCheck(ALARM, VISITORS_CHECK, tempo.alarmPeriod()), now);
        twin.every(
                tempo.alarmPeriod(),
                "alarms of " + PRIMARY,
                () -> twin.cloudWatch().evaluate(PRIMARY, twin.timeline().now()));
        twin.every(tempo.lagPeriod(), "replication lag", this::sampleLag);
    }

    private void sampleLag() {
        Instant now = twin.timeline().now();
        if (twin.rds().hasServers(RECOVERY_CLUSTER, now)) {
            twin.cloudWatch().publish(RECOVERY, Metrics.processorUse("shop-west"), 12.0, now);
        }
        sampleLag(RECOVERY, RECOVERY_CLUSTER, "shop-west", now);
        sampleLag(PRIMARY, PRIMARY_CLUSTER, "shop-east", now);
    }

    /** Whichever cluster follows has a lag. */
    private void sampleLag(String region, String cluster, String identifier, Instant now) {
        twin.rds()
                .replicationLag(cluster, now)
                .ifPresent(lag -> twin.cloudWatch()
                        .publish(
                                region,
                                Metrics.auroraGlobalRecoveryPointLag(identifier),
                                (double) lag.toMillis(),
                                now));
    }
}
