package dev.pilotlight.drill;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.PlanName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.rds.RdsClient;

/** What drills have left in Amazon EC2 and Amazon RDS of the recovery Region. */
final class AwsDrillTraces implements DrillTraces {
    private final Ec2Client ec2;
    private final RdsClient rds;

    AwsDrillTraces(Ec2Client ec2, RdsClient rds) {
        this.ec2 = ec2;
        this.rds = rds;
    }

    @Override
    public List<Trace> all() {
        List<Trace> traces = new ArrayList<>();
        try {
            addInstances(traces);
            addVolumes(traces);
            addClusters(traces);
            addSnapshots(traces);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        traces.sort(Comparator.comparing(Trace::plan).thenComparing(Trace::what));
        return traces;
    }

    private void addInstances(List<Trace> traces) {
        Filter alive = Filter.builder()
                .name("instance-state-name")
                .values("pending", "running", "stopping", "stopped")
                .build();
        ec2.describeInstancesPaginator(describe -> describe.filters(tagged(), alive)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .forEach(instance -> add(
                        traces, ec2Tag(instance.tags()), "instance " + instance.instanceId(), instance.launchTime()));
    }

    private void addVolumes(List<Trace> traces) {
        ec2.describeVolumesPaginator(describe -> describe.filters(tagged()))
                .volumes()
                .forEach(volume ->
                        add(traces, ec2Tag(volume.tags()), "volume " + volume.volumeId(), volume.createTime()));
    }

    private void addClusters(List<Trace> traces) {
        rds.describeDBClustersPaginator()
                .dbClusters()
                .forEach(cluster -> add(
                        traces,
                        rdsTag(cluster.dbClusterIdentifier(), cluster.tagList()),
                        "cluster " + cluster.dbClusterIdentifier(),
                        cluster.clusterCreateTime()));
    }

    private void addSnapshots(List<Trace> traces) {
        rds.describeDBClusterSnapshotsPaginator(describe -> describe.snapshotType("manual"))
                .dbClusterSnapshots()
                .forEach(snapshot -> add(
                        traces,
                        rdsTag(snapshot.dbClusterSnapshotIdentifier(), snapshot.tagList()),
                        "cluster snapshot " + snapshot.dbClusterSnapshotIdentifier(),
                        snapshot.snapshotCreateTime()));
    }

    /** What has no age is old: it must not stay for ever. */
    private static void add(List<Trace> traces, String plan, String what, @Nullable Instant since) {
        if (!plan.isEmpty()) {
            traces.add(new Trace(new PlanName(plan), what, since == null ? Instant.EPOCH : since));
        }
    }

    private static Filter tagged() {
        return Filter.builder().name("tag-key").values(RdsDrillDatabases.DRILL).build();
    }

    private static String ec2Tag(List<software.amazon.awssdk.services.ec2.model.Tag> tags) {
        return tags.stream()
                .filter(tag -> tag.key().equals(RdsDrillDatabases.DRILL))
                .map(tag -> tag.value())
                .findFirst()
                .orElse("");
    }

    private static String rdsTag(String name, List<software.amazon.awssdk.services.rds.model.Tag> tags) {
        return tags.stream()
                .filter(tag ->
                        name.startsWith(DrillDatabases.PREFIX) && tag.key().equals(RdsDrillDatabases.DRILL))
                .map(tag -> tag.value())
                .findFirst()
                .orElse("");
    }
}
