package dev.pilotlight.database;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.plan.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * The metric {@code AuroraGlobalDBRPOLag} of the recovery cluster, minute by minute, at its highest in each; and
 * whether its {@code CPUUtilization} arrives.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html">Aurora's
 *     metrics</a>
 */
public final class CloudWatchReplicationLag implements ReplicationLag, Heartbeat {
    private static final int MINUTE = 60;
    private static final String LAG = "AuroraGlobalDBRPOLag";

    /** Every instance of a cluster reports it once a minute. */
    private static final String ALIVE = "CPUUtilization";

    private final AwsClients clients;

    public CloudWatchReplicationLag(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public List<Sample> samples(Database database, Instant from, Instant until) {
        return samples(LAG, database, from, until);
    }

    @Override
    public Optional<Instant> last(Database database, Instant from, Instant until) {
        return samples(ALIVE, database, from, until).stream().map(Sample::at).findFirst();
    }

    private List<Sample> samples(String name, Database database, Instant from, Instant until) {
        Metric metric = Metric.builder()
                .namespace("AWS/RDS")
                .metricName(name)
                .dimensions(Dimension.builder()
                        .name("DBClusterIdentifier")
                        .value(database.recoveryCluster().identifier())
                        .build())
                .build();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("samples")
                .metricStat(stat -> stat.metric(metric).period(MINUTE).stat("Maximum"))
                .returnData(true)
                .build();
        try {
            GetMetricDataResponse answer = clients.cloudWatch(
                            database.recoveryCluster().region())
                    .getMetricData(get -> get.metricDataQueries(query)
                            .startTime(from)
                            .endTime(until)
                            .scanBy(ScanBy.TIMESTAMP_DESCENDING));
            return answer.metricDataResults().stream()
                    .flatMap(result -> samples(result).stream())
                    .toList();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    private static List<Sample> samples(MetricDataResult result) {
        List<Sample> samples = new ArrayList<>();
        int length = Math.min(result.timestamps().size(), result.values().size());
        for (int index = 0; index < length; index++) {
            samples.add(
                    new Sample(result.timestamps().get(index), result.values().get(index)));
        }
        return samples;
    }
}
