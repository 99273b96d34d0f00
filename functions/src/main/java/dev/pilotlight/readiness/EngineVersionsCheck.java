package dev.pilotlight.readiness;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Strategy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;

/**
 * The clusters of a global database run versions that a managed failover takes: the same major and minor version. A
 * detach takes any.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html">Version
 *     compatibility of managed failovers</a>
 */
final class EngineVersionsCheck implements Check {
    private final AwsClients clients;

    EngineVersionsCheck(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Topic topic() {
        return Topic.ENGINE_VERSIONS;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        Tally tally = new Tally();
        for (Database database : plan.databases()) {
            Optional<DBCluster> primary = cluster(database.primaryCluster());
            Optional<DBCluster> recovery = cluster(database.recoveryCluster());
            if (primary.isEmpty() || recovery.isEmpty()) {
                tally.notReady(
                        database.name() + ": "
                                + (primary.isEmpty() ? database.primaryCluster() : database.recoveryCluster())
                                + " does not exist",
                        "correct the cluster's ARN in the plan");
            } else {
                compare(database, primary.get(), recovery.get(), tally);
            }
        }
        return tally.finding("the plan has no databases");
    }

    private Optional<DBCluster> cluster(ClusterArn arn) {
        try {
            return clients
                    .rds(arn.region())
                    .describeDBClusters(describe -> describe.dbClusterIdentifier(arn.identifier()))
                    .dbClusters()
                    .stream()
                    .findFirst();
        } catch (DbClusterNotFoundException none) {
            return Optional.empty();
        }
    }

    private static void compare(Database database, DBCluster primary, DBCluster recovery, Tally tally) {
        String both =
                primary.engine() + " " + primary.engineVersion() + " here and " + recovery.engineVersion() + " there";
        boolean equal = primary.engine().equals(recovery.engine())
                && minor(primary.engineVersion()).equals(minor(recovery.engineVersion()));
        if (equal || database.strategy() == Strategy.DETACH) {
            tally.ready(database.name() + ": " + both + (equal ? "" : ", which a detach does not mind"));
        } else {
            tally.notReady(
                    database.name() + ": " + both,
                    "upgrade the older cluster; until then a managed failover is refused, and the plan detaches instead");
        }
    }

    /** Major and minor version: {@code 17.4} of {@code 17.4.1}, and what stands after the last dot of MySQL's own. */
    private static List<String> minor(String version) {
        String[] parts = version.split("\\.", -1);
        boolean mysql = version.contains("mysql_aurora");
        return mysql ? List.of(version) : Arrays.stream(parts).limit(2).toList();
    }
}
