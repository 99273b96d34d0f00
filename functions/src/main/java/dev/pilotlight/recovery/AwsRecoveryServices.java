package dev.pilotlight.recovery;

import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.RegionName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Asks AWS in the recovery Region: one cheap call to each service, of a kind that the run needs anyway. */
public final class AwsRecoveryServices implements RecoveryServices {
    private final AwsClients clients;
    private final String table;
    private final Plan plan;

    private AwsRecoveryServices(AwsClients clients, String table, Plan plan) {
        this.clients = clients;
        this.table = table;
        this.plan = plan;
    }

    public static AwsRecoveryServices of(Surroundings surroundings, Plan plan) {
        return new AwsRecoveryServices(
                surroundings.clients(), surroundings.settings().table(), plan);
    }

    @Override
    public SortedMap<String, String> unanswered() {
        RegionName region = plan.regions().recovery();
        SortedMap<String, String> unanswered = new TreeMap<>();
        ask("DynamoDB", unanswered, this::readTable);
        ask(
                "EC2",
                unanswered,
                () -> clients.ec2(region)
                        .describeInstances(describe -> describe.filters(Filter.builder()
                                .name("tag:pilotlight:plan")
                                .values(plan.plan().value())
                                .build())));
        if (!plan.databases().isEmpty()) {
            String cluster = plan.databases().getFirst().recoveryCluster().identifier();
            ask(
                    "RDS",
                    unanswered,
                    () -> clients.rds(region).describeDBClusters(describe -> describe.dbClusterIdentifier(cluster)));
        }
        ask("STS", unanswered, () -> clients.sts().getCallerIdentity());
        return unanswered;
    }

    private void readTable() {
        Map<String, AttributeValue> key = new TreeMap<>();
        key.put("pk", AttributeValue.fromS("PLAN#" + plan.plan()));
        key.put("sk", AttributeValue.fromS("LEASE"));
        clients.dynamoDb().getItem(get -> get.tableName(table).key(key).consistentRead(true));
    }

    private static void ask(String service, SortedMap<String, String> unanswered, Runnable question) {
        try {
            question.run();
        } catch (SdkException failure) {
            unanswered.put(service, failure.getClass().getSimpleName());
        }
    }
}
