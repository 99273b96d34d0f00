package dev.pilotlight.rehearsal.seeded;

import static dev.pilotlight.rehearsal.seeded.Spoiler.both;
import static dev.pilotlight.rehearsal.seeded.Spoiler.nameless;
import static dev.pilotlight.rehearsal.seeded.Spoiler.onClients;
import static dev.pilotlight.rehearsal.seeded.Spoiler.only;
import static dev.pilotlight.rehearsal.seeded.Spoiler.spoilt;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.StepFunction;
import dev.pilotlight.aws.StepRequests;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.binding.BindFunction;
import dev.pilotlight.compute.LaunchInstancesFunction;
import dev.pilotlight.database.AuroraGlobalDatabases;
import dev.pilotlight.database.PromoteDatabase;
import dev.pilotlight.database.PromoteDatabaseFunction;
import dev.pilotlight.drill.TearDrillDownFunction;
import dev.pilotlight.journal.Leases;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.DeployedFunctions;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.StepRequest;
import dev.pilotlight.traffic.ShiftTrafficFunction;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** Functions on clients that break what the ports promise. */
final class Ports {
    private static final RegionName RECOVERY = new RegionName(Walkthrough.RECOVERY);

    private Ports() {}

    /** Deletes what a failback in epoch 2 has kept, without asking anybody, once; the next calls change nothing. */
    static void deletesTheOldPrimary(AwsClients aws) {
        RdsClient rds = aws.rds(new RegionName(Walkthrough.PRIMARY));
        String kept = "shop-east-kept-e2";
        boolean there = rds.describeDBClusters().dbClusters().stream()
                .anyMatch(cluster -> cluster.dbClusterIdentifier().equals(kept)
                        && cluster.status().equals("available"));
        if (there) {
            rds.modifyDBCluster(modify -> modify.dbClusterIdentifier(kept).deletionProtection(false));
            rds.deleteDBInstance(
                    delete -> delete.dbInstanceIdentifier("shop-east-1").skipFinalSnapshot(true));
            rds.deleteDBCluster(delete -> delete.dbClusterIdentifier(kept).skipFinalSnapshot(true));
        }
    }

    /** Deletes what writes at home after a failback in epoch 2, as if it belonged to what was kept. */
    static void deletesTheServingServer(AwsClients aws) {
        try {
            aws.rds(new RegionName(Walkthrough.PRIMARY))
                    .deleteDBInstance(delete ->
                            delete.dbInstanceIdentifier("shop-east-e2-1").skipFinalSnapshot(true));
        } catch (SdkException done) {
            // it is being deleted already
        }
    }

    /** Takes the recovery cluster out of its global database, once; some time later it takes writes of its own. */
    static void detaches(AwsClients aws) {
        try {
            aws.rds(RECOVERY)
                    .removeFromGlobalCluster(remove -> remove.globalClusterIdentifier("shop-global")
                            .dbClusterIdentifier(Walkthrough.RECOVERY_CLUSTER));
        } catch (SdkException done) {
            // it is out already, or on its way
        }
    }

    /** Whoever looks at a final snapshot is told that it is complete, as soon as it was asked for. */
    static Passage finalSnapshotsLookComplete() {
        return (call, inner) -> {
            HttpResponse answer = inner.proceed();
            boolean isFinal = call.operation().equals("DescribeDBClusterSnapshots")
                    && answer.text().contains("-final-e");
            return isFinal
                    ? HttpResponse.of(
                            answer.status(),
                            "text/xml",
                            answer.text().replace("<Status>creating</Status>", "<Status>available</Status>"))
                    : answer;
        };
    }

    /** A person has approved that this cluster is deleted. */
    static void approves(AwsClients aws, String named) {
        aws.dynamoDb()
                .putItem(put -> put.tableName(Walkthrough.TABLE)
                        .item(Map.of(
                                "pk", AttributeValue.fromS("PLAN#shop"),
                                "sk", AttributeValue.fromS("APPROVAL#000009#old-data"),
                                "epoch", AttributeValue.fromN("9"),
                                "subject", AttributeValue.fromS("old-data"),
                                "state", AttributeValue.fromS("approved"),
                                "by", AttributeValue.fromS("arn:aws:iam::111111111111:user/anne"),
                                "named", AttributeValue.fromS(named))));
    }

    static Rigging.Wrapping launchesOneMore() {
        return launching((request, number) ->
                request.toBuilder().maxCount(request.maxCount() + 1).build());
    }

    static Rigging.Wrapping launchesWithoutToken() {
        return launching((request, number) ->
                request.toBuilder().clientToken("call-" + number).build());
    }

    private static Rigging.Wrapping launching(Launch change) {
        AtomicInteger number = new AtomicInteger();
        return on(
                "LaunchInstances",
                LaunchInstancesFunction::new,
                spoilt("ec2", Ec2Client.class, (real, method, arguments, proceed) -> {
                    if (!method.equals("runInstances")) {
                        return proceed.call();
                    }
                    RunInstancesRequest.Builder request = RunInstancesRequest.builder();
                    Ports.<RunInstancesRequest.Builder>mutation(arguments[0]).accept(request);
                    return real.runInstances(change.of(request.build(), number.incrementAndGet()));
                }));
    }

    private interface Launch {
        RunInstancesRequest of(RunInstancesRequest request, int number);
    }

    /** Entries of one kind are not written, and nobody notices. */
    static Rigging.Wrapping forgets(String function, String kind) {
        return on(
                function,
                constructor(function),
                transactions((real, request) -> isOfKind(request, kind)
                        ? TransactWriteItemsResponse.builder().build()
                        : real.transactWriteItems(request)));
    }

    /** Whoever comes last wins. */
    static Rigging.Wrapping unconditional() {
        return on(
                "LaunchInstances",
                LaunchInstancesFunction::new,
                transactions((real, request) -> real.transactWriteItems(request.toBuilder()
                        .transactItems(request.transactItems().stream()
                                .filter(item -> item.put() != null)
                                .map(Ports::withoutCondition)
                                .toList())
                        .clientRequestToken(null)
                        .build())));
    }

    private static TransactWriteItem withoutCondition(TransactWriteItem item) {
        return TransactWriteItem.builder()
                .put(put ->
                        put.tableName(item.put().tableName()).item(item.put().item()))
                .build();
    }

    private static boolean isOfKind(TransactWriteItemsRequest request, String kind) {
        return request.transactItems().stream()
                .filter(item -> item.put() != null)
                .map(item -> item.put().item().get("kind"))
                .anyMatch(value -> value != null && kind.equals(value.s()));
    }

    private static UnaryOperator<AwsClients> transactions(Transaction change) {
        return spoilt("dynamoDb", DynamoDbClient.class, (real, method, arguments, proceed) -> {
            if (!method.equals("transactWriteItems")) {
                return proceed.call();
            }
            TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder();
            Ports.<TransactWriteItemsRequest.Builder>mutation(arguments[0]).accept(request);
            return change.of(real, request.build());
        });
    }

    private interface Transaction {
        TransactWriteItemsResponse of(DynamoDbClient real, TransactWriteItemsRequest request);
    }

    static Rigging.Wrapping shiftsTwice() {
        return shifting((real, proceed) -> {
            proceed.call();
            return proceed.call();
        });
    }

    static Rigging.Wrapping claimsToShift() {
        return shifting((real, proceed) -> PutObjectResponse.builder().build());
    }

    private static Rigging.Wrapping shifting(Shift change) {
        return on(
                "ShiftTraffic",
                ShiftTrafficFunction::new,
                spoilt(
                        "s3",
                        S3Client.class,
                        (real, method, arguments, proceed) ->
                                method.equals("putObject") ? change.of(real, proceed) : proceed.call()));
    }

    private interface Shift {
        Object of(S3Client real, Spoiler.Proceed proceed) throws Exception;
    }

    /** Between the permit and the act another run takes the lease, and the act is done all the same. */
    static Rigging.Wrapping losesTheLeaseBeforeShifting() {
        return only("ShiftTraffic", (surroundings, shipped) -> {
            AwsClients clients = surroundings.clients();
            Spoiler.Interference<S3Client> thief = (real, method, arguments, proceed) -> {
                if (method.equals("putObject")) {
                    clients.dynamoDb()
                            .putItem(put -> put.tableName(Walkthrough.TABLE)
                                    .item(Map.of(
                                            "pk", AttributeValue.fromS("PLAN#shop"),
                                            "sk", AttributeValue.fromS("LEASE"),
                                            "epoch", AttributeValue.fromN("2"),
                                            "holder", AttributeValue.fromS("another"),
                                            "state", AttributeValue.fromS("held"))));
                }
                return proceed.call();
            };
            return onClients(
                            "ShiftTraffic",
                            changed -> handler("ShiftTraffic", new ShiftTrafficFunction(changed)),
                            spoilt("s3", S3Client.class, thief))
                    .around("ShiftTraffic", surroundings, shipped);
        });
    }

    static Rigging.Wrapping retriesRegistration() {
        return on(
                "LaunchInstances",
                LaunchInstancesFunction::new,
                spoilt("loadBalancing", ElasticLoadBalancingV2Client.class, (real, method, arguments, proceed) -> {
                    try {
                        return proceed.call();
                    } catch (ReflectiveOperationException failure) {
                        if (failure.getCause() instanceof SdkException && method.equals("registerTargets")) {
                            return proceed.call();
                        }
                        throw failure;
                    }
                }));
    }

    static Rigging.Wrapping bindsNonsense() {
        return on("Bind", BindFunction::new, spoilt("ssm", SsmClient.class, (real, method, arguments, proceed) -> {
            if (!method.equals("putParameter")) {
                return proceed.call();
            }
            PutParameterRequest.Builder request = PutParameterRequest.builder();
            Ports.<PutParameterRequest.Builder>mutation(arguments[0]).accept(request);
            return real.putParameter(request.value("nowhere:5432").build());
        }));
    }

    /** Says that the recovery Region has answered just now, without asking it. */
    static Rigging.Wrapping believesInTheRecoveryRegion() {
        return only(
                "CheckRecoveryRegion",
                (surroundings, shipped) -> (event, answer) -> answer.write(Spoiler.JSON.writeValueAsBytes(Map.of(
                        "outcome",
                        "done",
                        "evidence",
                        Map.of("answeredAt", surroundings.clock().instant().toString())))));
    }

    /** Promotes without asking whether the recovery Region answers. */
    static Rigging.Wrapping promotesBlindly() {
        return only(
                "PromoteDatabase",
                (surroundings, shipped) -> handler("PromoteDatabase", new BlindPromotion(surroundings)));
    }

    private static final class BlindPromotion extends StepFunction {
        BlindPromotion(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        protected Outcome advance(StepRequest request) {
            return new PromoteDatabase(
                            new AuroraGlobalDatabases(surroundings().clients()),
                            TreeMap::new,
                            (database, begunAt) -> Optional.empty())
                    .advance(
                            request.plan(),
                            request.plan().databases().getFirst(),
                            Leases.of(surroundings(), request),
                            request.since(),
                            request.now());
        }
    }

    /** Writes the decision down although a guard refused it. */
    static Rigging.Wrapping decidesAnyway() {
        return only("Decide", (surroundings, shipped) -> (event, answer) -> {
            byte[] bytes = event.readAllBytes();
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            shipped.handle(new ByteArrayInputStream(bytes), given);
            ObjectNode was = (ObjectNode) Spoiler.JSON.readTree(given.toByteArray());
            if (was.path("outcome").asText().equals("refused")) {
                StepRequest request = StepRequests.read(
                        (ObjectNode) Spoiler.JSON.readTree(bytes),
                        surroundings.clock().instant(),
                        surroundings.plans());
                Leases.of(surroundings, request).note("decision", Map.of("decision", "promote"));
                was.put("outcome", "done").set("evidence", Spoiler.JSON.createObjectNode());
            }
            answer.write(was.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Rigging.Wrapping on(
            String function,
            Function<Surroundings, RequestStreamHandler> constructor,
            UnaryOperator<AwsClients> change) {
        return both(
                (name, surroundings, handler) -> handler,
                onClients(function, changed -> handler(function, constructor.apply(changed)), change));
    }

    /** Two deliveries of one event write the same intent to the byte. */
    static Rigging.Wrapping cannotTellCallsApart() {
        return nameless("TearDrillDown", changed -> handler("TearDrillDown", new TearDrillDownFunction(changed)));
    }

    private static Function<Surroundings, RequestStreamHandler> constructor(String function) {
        return switch (function) {
            case "LaunchInstances" -> LaunchInstancesFunction::new;
            case "PromoteDatabase" -> PromoteDatabaseFunction::new;
            case "ShiftTraffic" -> ShiftTrafficFunction::new;
            default -> throw new IllegalArgumentException("no defect of " + function + " is known");
        };
    }

    private static Handler handler(String name, RequestStreamHandler function) {
        return DeployedFunctions.handler(name, function);
    }

    @SuppressWarnings("unchecked") // the SDK's clients take a consumer of the request's builder here
    private static <B> Consumer<B> mutation(Object argument) {
        return (Consumer<B>) argument;
    }
}
