package dev.pilotlight.twin.world;

import dev.pilotlight.twin.service.cloudwatch.Metrics;
import dev.pilotlight.twin.service.rds.ClusterDefinition;
import dev.pilotlight.twin.service.rds.ModelledEngine;
import dev.pilotlight.twin.service.route53.RecordSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One more application beside the walk-through's shop, modelled: it has a global database, a load balancer, names, a
 * parameter and a traffic switch of its own, and shares everything else.
 *
 * @param name like {@code app-0001}
 */
public record Neighbour(String name) {
    private static final int HTTP = 80;
    private static final String ZONE = "Z0000000000001";

    public String globalCluster() {
        return name + "-global";
    }

    public String primaryCluster() {
        return "arn:aws:rds:" + Walkthrough.PRIMARY + ":" + Twin.ACCOUNT + ":cluster:" + name + "-east";
    }

    public String recoveryCluster() {
        return "arn:aws:rds:" + Walkthrough.RECOVERY + ":" + Twin.ACCOUNT + ":cluster:" + name + "-west";
    }

    public String targetGroup() {
        return "arn:aws:elasticloadbalancing:" + Walkthrough.RECOVERY + ":" + Twin.ACCOUNT + ":targetgroup/" + name
                + "/0000000000000201";
    }

    public String site() {
        return name + ".recovery.shop.example";
    }

    /** The parameter in which its instances look for their database. */
    public String endpointParameter() {
        return "/" + name + "/database/endpoint";
    }

    public String switchKey() {
        return name + "-is-serving";
    }

    /** Moves in. */
    public void settle(Twin twin) {
        Instant since = twin.timeline().now().minus(Duration.ofDays(30));
        var physics = twin.nature().physics().database();
        ModelledEngine writer =
                ModelledEngine.writer(primaryCluster(), physics, twin.nature().outages(), since);
        ModelledEngine reader =
                ModelledEngine.reader(recoveryCluster(), physics, twin.nature().outages(), writer);
        twin.rds().addCluster(cluster(primaryCluster(), "-east-1"), writer, since);
        twin.rds().addCluster(cluster(recoveryCluster(), "-west-1"), reader, since);
        twin.rds().addGlobalCluster(globalCluster(), primaryCluster(), List.of(recoveryCluster()));
        String balancer = name + ".us-west-2.elb.amazonaws.com";
        twin.balancers().add(targetGroup(), balancer, HTTP);
        twin.route53().seedRecord(ZONE, RecordSet.canonicalName(site(), Duration.ofMinutes(5), balancer));
        twin.parameters().seedParameter(twin.creator(Walkthrough.RECOVERY), endpointParameter(), "nowhere:5432");
        twin.s3()
                .seedObject(
                        twin.creator(Walkthrough.RECOVERY),
                        Walkthrough.SWITCH_BUCKET,
                        switchKey(),
                        "text/plain",
                        "yes");
        twin.every(twin.nature().tempo().lagPeriod(), "replication lag of " + name, () -> sampleLag(twin));
    }

    private ClusterDefinition cluster(String arn, String instance) {
        return new ClusterDefinition(
                arn, "aurora-postgresql", "17.4", "shop", "postgres", "db.r6g.large", List.of(name + instance));
    }

    private void sampleLag(Twin twin) {
        Instant now = twin.timeline().now();
        twin.rds()
                .replicationLag(recoveryCluster(), now)
                .ifPresent(lag -> twin.cloudWatch()
                        .publish(
                                Walkthrough.RECOVERY,
                                Metrics.auroraGlobalRecoveryPointLag(name + "-west"),
                                (double) lag.toMillis(),
                                now));
    }
}
