package dev.pilotlight.rehearsal.world;

import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Drill;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ScalingTier;
import dev.pilotlight.plan.SecurityGroupId;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.TargetGroupArn;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.twin.service.autoscaling.Machines;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.ec2.SecurityGroup;
import dev.pilotlight.twin.service.ec2.Subnet;
import dev.pilotlight.twin.service.rds.ClusterDefinition;
import dev.pilotlight.twin.service.rds.ModelledEngine;
import dev.pilotlight.twin.service.rds.SubnetGroup;
import dev.pilotlight.twin.service.s3.BucketSettings;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what a plan names into a twin, except what is there already because the walk-through has it. */
public final class Furnishing {
    private static final Duration OLD = Duration.ofDays(30);
    private static final String VPC = "vpc-00000000000000201";
    private static final String IMAGE = "ami-00000000000008001";
    private static final int HTTP = 80;

    private final Twin twin;
    private final Plan plan;
    private final Instant since;
    private int subnets;

    private Furnishing(Twin twin, Plan plan) {
        this.twin = twin;
        this.plan = plan;
        this.since = twin.timeline().now().minus(OLD);
    }

    /** Adds everything before anybody watches. */
    public static void furnish(Twin twin, Plan plan) {
        Furnishing furnishing = new Furnishing(twin, plan);
        plan.databases().forEach(furnishing::database);
        plan.tiers().forEach(furnishing::tier);
        if (plan.drill() != null) {
            furnishing.drill(plan.drill());
        }
        plan.bindings().forEach(furnishing::binding);
        furnishing.traffic();
        if (plan.notification() != null) {
            String topic = plan.notification().topic().value();
            twin.topics().seedTopic(twin.creator(Walkthrough.RECOVERY), topic.substring(topic.lastIndexOf(':') + 1));
        }
        new Neighbourhood(twin, plan).build();
    }

    private void database(Database database) {
        if (database.recoveryCluster().value().equals(Walkthrough.RECOVERY_CLUSTER)) {
            return;
        }
        String primary = database.primaryCluster().value();
        String recovery = database.recoveryCluster().value();
        ModelledEngine writer = ModelledEngine.writer(
                primary, twin.nature().physics().database(), twin.nature().outages(), since);
        ModelledEngine reader = ModelledEngine.reader(
                recovery, twin.nature().physics().database(), twin.nature().outages(), writer);
        twin.rds().addCluster(cluster(primary, database.primaryCluster().identifier()), writer, since);
        twin.rds().addCluster(cluster(recovery, database.recoveryCluster().identifier()), reader, since);
        twin.rds().addGlobalCluster(database.globalCluster().value(), primary, List.of(recovery));
        subnetGroup(Walkthrough.PRIMARY, "1", database.primaryCluster().identifier());
        subnetGroup(Walkthrough.RECOVERY, "2", database.recoveryCluster().identifier());
        twin.every(twin.nature().tempo().lagPeriod(), "replication lag of " + database.name(), () -> sample(database));
    }

    private static ClusterDefinition cluster(String arn, String identifier) {
        return new ClusterDefinition(
                arn,
                "aurora-postgresql",
                "17.4",
                "application",
                "postgres",
                "db.r6g.large",
                List.of(identifier + "-1"));
    }

    private void subnetGroup(String region, String digit, String cluster) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("subnet-00000000000000" + digit + "11", region + "a");
        places.put("subnet-00000000000000" + digit + "12", region + "b");
        twin.rds()
                .addSubnetGroup(
                        region,
                        new SubnetGroup(cluster, "vpc-00000000000000" + digit + "01", places, List.of(cluster)));
    }

    private void sample(Database database) {
        Instant now = twin.timeline().now();
        twin.rds()
                .replicationLag(database.recoveryCluster().value(), now)
                .ifPresent(lag -> twin.cloudWatch()
                        .publish(
                                Walkthrough.RECOVERY,
                                Metrics.auroraGlobalRecoveryPointLag(
                                        database.recoveryCluster().identifier()),
                                (double) lag.toMillis(),
                                now));
    }

    private void tier(Tier tier) {
        tier.targetGroups().forEach(group -> balancer(group, tier.name()));
        switch (tier) {
            case InstanceTier launched -> ground(launched.subnets(), launched.securityGroups());
            case ScalingTier scaling -> group(scaling);
        }
    }

    private void group(ScalingTier tier) {
        Instant now = twin.timeline().now();
        twin.ec2()
                .addImage(
                        Walkthrough.RECOVERY,
                        IMAGE,
                        "image of scaling groups",
                        ModelledHypervisor.complete("modelled:group"),
                        Map.of(),
                        now);
        Machines.Template template = new Machines.Template(
                IMAGE,
                "m7g.large",
                "subnet-00000000000000201",
                Walkthrough.RECOVERY + "a",
                "sg-00000000000000201",
                tier.name());
        twin.scaling().add(Walkthrough.RECOVERY, tier.group(), template, 0, tier.count(), now);
    }

    private void drill(Drill drill) {
        drill.targetGroups().forEach(group -> balancer(group, "drill"));
        drill.subnets().forEach(this::subnet);
        for (SecurityGroupId group : drill.securityGroups()) {
            SecurityGroup.Rule checks = new SecurityGroup.Rule(HTTP, HTTP, "10.2.0.0/16");
            twin.ec2()
                    .addSecurityGroup(
                            Walkthrough.RECOVERY,
                            new SecurityGroup(
                                    group.value(),
                                    VPC,
                                    "drill",
                                    "Leads nowhere",
                                    List.of(checks),
                                    List.of(new SecurityGroup.Egress.ToGroup(group.value()))));
        }
    }

    private void ground(List<SubnetId> places, List<SecurityGroupId> groups) {
        places.forEach(this::subnet);
        for (SecurityGroupId group : groups) {
            if (!group.value().startsWith("sg-00000000000000")) {
                SecurityGroup.Rule visitors = new SecurityGroup.Rule(HTTP, HTTP, "0.0.0.0/0");
                twin.ec2()
                        .addSecurityGroup(
                                Walkthrough.RECOVERY,
                                new SecurityGroup(group.value(), VPC, "application", "Visitors", List.of(visitors)));
            }
        }
    }

    /** Subnets lie in two zones in turn, for a plan does not say where they are. */
    private void subnet(SubnetId id) {
        if (!id.value().startsWith("subnet-00000000000000")) {
            String zone = Walkthrough.RECOVERY + (subnets++ % 2 == 0 ? "a" : "b");
            twin.ec2()
                    .addSubnet(
                            Walkthrough.RECOVERY,
                            new Subnet(id.value(), VPC, zone, "10.2." + (100 + subnets) + ".0/24"));
        }
    }

    private void balancer(TargetGroupArn group, String name) {
        if (!List.of(Walkthrough.RECOVERY_TARGETS, Walkthrough.DRILL_TARGETS).contains(group.value())) {
            twin.balancers().add(group.value(), name + "." + Walkthrough.RECOVERY + ".elb.amazonaws.com", HTTP);
        }
    }

    private void binding(Binding binding) {
        switch (binding) {
            case Binding.ParameterBinding parameter -> {
                if (!parameter.parameter().equals(Walkthrough.ENDPOINT_PARAMETER)) {
                    twin.parameters()
                            .seedParameter(
                                    twin.creator(Walkthrough.RECOVERY),
                                    parameter.parameter(),
                                    "somewhere.example:5432");
                }
            }
            case Binding.SecretBinding secret ->
                twin.secrets()
                        .seed(
                                twin.creator(Walkthrough.RECOVERY),
                                secret.secret(),
                                "{\"" + secret.key() + "\":\"somewhere.example\"}",
                                Walkthrough.PRIMARY);
        }
    }

    private void traffic() {
        switch (plan.traffic()) {
            case TrafficSwitch.LatchedObject object -> {
                if (!object.bucket().equals(Walkthrough.SWITCH_BUCKET)) {
                    BucketSettings latched = BucketSettings.plain()
                            .withVersions()
                            .denyingDelete()
                            .readableByEverybody();
                    twin.s3().seedBucket(twin.creator(Walkthrough.RECOVERY), object.bucket(), latched);
                }
                twin.s3()
                        .seedObject(
                                twin.creator(Walkthrough.RECOVERY), object.bucket(), object.key(), "text/plain", "yes");
            }
            case TrafficSwitch.RoutingControl control -> {
                twin.routing().add(control.primary().value(), true);
                control.recovery().ifPresent(other -> twin.routing().add(other.value(), false));
            }
            case TrafficSwitch.LatchedMetric _, TrafficSwitch.NoSwitch _ -> {
                // nothing has to be there before
            }
        }
    }
}
