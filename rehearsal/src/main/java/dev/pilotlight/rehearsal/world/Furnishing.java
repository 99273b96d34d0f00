package dev.pilotlight.rehearsal.world;

import dev.pilotlight.plan.Binding;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.twin.service.cloudwatch.Metrics;
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

    private final Twin twin;
    private final Plan plan;
    private final Instant since;

    private Furnishing(Twin twin, Plan plan) {
        this.twin = twin;
        this.plan = plan;
        this.since = twin.timeline().now().minus(OLD);
    }

    /** Adds everything before anybody watches. */
    public static void furnish(Twin twin, Plan plan) {
        Furnishing furnishing = new Furnishing(twin, plan);
        plan.databases().forEach(furnishing::database);
        furnishing.grounds();
        plan.bindings().forEach(furnishing::binding);
        furnishing.traffic();
        if (plan.notification() != null) {
            String topic = plan.notification().topic().value();
            twin.topics().seedTopic(twin.creator(Walkthrough.RECOVERY), topic.substring(topic.lastIndexOf(':') + 1));
        }
        Pages pages = new Pages(twin);
        new Neighbourhood(twin, plan, pages).build();
        plan.homeward().ifPresent(home -> new Neighbourhood(twin, home, pages).buildAtHome());
    }

    private void grounds() {
        Ground recovery = Ground.inRecovery(twin);
        plan.tiers().forEach(recovery::prepare);
        if (plan.drill() != null) {
            recovery.prepare(plan.drill());
        }
        Ground home = Ground.atHome(twin);
        if (plan.failback() != null) {
            plan.failback().tiers().forEach(home::prepare);
        }
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

    /** Whichever cluster follows has a lag. */
    private void sample(Database database) {
        sample(Walkthrough.RECOVERY, database.recoveryCluster());
        sample(Walkthrough.PRIMARY, database.primaryCluster());
    }

    private void sample(String region, ClusterArn cluster) {
        Instant now = twin.timeline().now();
        twin.rds()
                .replicationLag(cluster.value(), now)
                .ifPresent(lag -> twin.cloudWatch()
                        .publish(
                                region,
                                Metrics.auroraGlobalRecoveryPointLag(cluster.identifier()),
                                (double) lag.toMillis(),
                                now));
    }

    /** What the application reads, in both Regions. */
    private void binding(Binding binding) {
        for (String region : List.of(Walkthrough.PRIMARY, Walkthrough.RECOVERY)) {
            switch (binding) {
                case Binding.ParameterBinding parameter -> parameter(region, parameter.parameter());
                case Binding.SecretBinding secret ->
                    twin.secrets()
                            .seed(
                                    twin.creator(region),
                                    secret.secret(),
                                    "{\"" + secret.key() + "\":\"somewhere.example\"}",
                                    Walkthrough.PRIMARY);
            }
        }
    }

    private void parameter(String region, String name) {
        if (!name.equals(Walkthrough.ENDPOINT_PARAMETER)) {
            twin.parameters().seedParameter(twin.creator(region), name, "somewhere.example:5432");
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
