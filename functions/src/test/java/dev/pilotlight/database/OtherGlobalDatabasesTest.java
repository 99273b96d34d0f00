package dev.pilotlight.database;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.OtherAws;
import dev.pilotlight.plan.ClusterArn;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.GlobalClusterId;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.services.rds.RdsClient;

/** Aurora's global databases on an RDS that nobody here wrote. */
@EnabledIfEnvironmentVariable(named = OtherAws.URL, matches = ".+")
class OtherGlobalDatabasesTest extends GlobalDatabasesContract {
    private static final String ENGINE = "aurora-postgresql";
    private static final long A_WHILE = 50_000_000;

    private final AwsClients clients = OtherAws.clients();
    private final Database database = named("c" + Long.toHexString(System.nanoTime()));

    @Override
    Database database() {
        return database;
    }

    private Database named(String prefix) {
        Database shop = super.database();
        return new Database(
                shop.name(),
                new GlobalClusterId(prefix + "-global"),
                new ClusterArn("arn:aws:rds:us-east-1:111111111111:cluster:" + prefix + "-east"),
                new ClusterArn("arn:aws:rds:us-west-2:111111111111:cluster:" + prefix + "-west"),
                shop.strategy(),
                shop.managedDeadline(),
                shop.maxLag(),
                shop.instanceClass());
    }

    @Override
    GlobalDatabases replicated(Database wanted) {
        RdsClient east = clients.rds(wanted.primaryCluster().region());
        RdsClient west = clients.rds(wanted.recoveryCluster().region());
        String global = wanted.globalCluster().value();
        east.createGlobalCluster(
                create -> create.globalClusterIdentifier(global).engine(ENGINE));
        member(east, wanted.primaryCluster(), global);
        member(west, wanted.recoveryCluster(), global);
        return new AuroraGlobalDatabases(clients);
    }

    private static void member(RdsClient rds, ClusterArn cluster, String global) {
        rds.createDBCluster(create -> create.dbClusterIdentifier(cluster.identifier())
                .globalClusterIdentifier(global)
                .engine(ENGINE)
                .masterUsername("shop")
                .masterUserPassword("not-a-secret-here"));
        rds.createDBInstance(create -> create.dbInstanceIdentifier(cluster.identifier() + "-1")
                .dbClusterIdentifier(cluster.identifier())
                .dbInstanceClass("db.r6g.large")
                .engine(ENGINE));
    }

    @Override
    void pass() {
        LockSupport.parkNanos(A_WHILE);
    }
}
