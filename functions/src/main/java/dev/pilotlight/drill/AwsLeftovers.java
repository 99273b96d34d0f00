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
final class AwsLeftovers implements Leftovers {
    private final Ec2Client ec2;
    private final RdsClient rds;

    AwsLeftovers(Ec2Client ec2, RdsClient rds) {
        this.ec2 = ec2;
        this.rds = rds;
    }

    @Override
    public List<Leftover> all() {
        List<Leftover> leftovers = new ArrayList<>();
        try {
            addInstances(leftovers);
            addVolumes(leftovers);
            addClusters(leftovers);
            addSnapshots(leftovers);
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
        leftovers.sort(Comparator.comparing(Leftover::plan).thenComparing(Leftover::what));
        return leftovers;
    }

    private void addInstances(List<Leftover> leftovers) {
        Filter alive = Filter.builder()
                .name("instance-state-name")
                .values("pending", "running", "stopping", "stopped")
                .build();
        ec2.describeInstancesPaginator(describe -> describe.filters(tagged(), alive)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .forEach(instance -> add(
                        leftovers,
                        ec2Tag(instance.tags()),
                        "instance " + instance.instanceId(),
                        instance.launchTime()));
    }

    private void addVolumes(List<Leftover> leftovers) {
        ec2.describeVolumesPaginator(describe -> describe.filters(tagged()))
                .volumes()
                .forEach(volume ->
                        add(leftovers, ec2Tag(volume.tags()), "volume " + volume.volumeId(), volume.createTime()));
    }

    private void addClusters(List<Leftover> leftovers) {
        rds.describeDBClustersPaginator()
                .dbClusters()
                .forEach(cluster -> add(
                        leftovers,
                        rdsTag(cluster.dbClusterIdentifier(), cluster.tagList()),
                        "cluster " + cluster.dbClusterIdentifier(),
                        cluster.clusterCreateTime()));
    }

    private void addSnapshots(List<Leftover> leftovers) {
        rds.describeDBClusterSnapshotsPaginator(describe -> describe.snapshotType("manual"))
                .dbClusterSnapshots()
                .forEach(snapshot -> add(
                        leftovers,
                        rdsTag(snapshot.dbClusterSnapshotIdentifier(), snapshot.tagList()),
                        "cluster snapshot " + snapshot.dbClusterSnapshotIdentifier(),
                        snapshot.snapshotCreateTime()));
    }

    /** What has no age is old: it must not stay for ever. */
    private static void add(List<Leftover> leftovers, String plan, String what, @Nullable Instant since) {
        if (!plan.isEmpty()) {
            leftovers.add(new Leftover(new PlanName(plan), what, since == null ? Instant.EPOCH : since));
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
