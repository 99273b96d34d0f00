package dev.pilotlight.rehearsal.invariants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.truth.Effect;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpRequest;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The walk-through's world, in which a test does by hand what no function should ever do. */
final class DoctoredWorld implements AutoCloseable {
    static final Repository REPOSITORY = Repository.around(Path.of(""));
    static final RegionName RECOVERY = new RegionName(Walkthrough.RECOVERY);
    static final RegionName PRIMARY = new RegionName(Walkthrough.PRIMARY);

    private final AwsClients clients = Stage.simulatedClients();
    private final VirtualTimeline timeline = Stage.timelineOfASimulation();
    private final Stage stage;
    private final Truth truth;
    private final Inspection inspection;
    private int calls;

    DoctoredWorld() {
        this(plan -> {});
    }

    DoctoredWorld(Consumer<ObjectNode> change) {
        this(change, Physics.defaults());
    }

    DoctoredWorld(Consumer<ObjectNode> change, Physics physics) {
        ObjectNode document = PlanFile.read(REPOSITORY.plan());
        change.accept(document);
        Rigging rigging = new Rigging(
                Rigging.Script.Source.shipped(REPOSITORY),
                clients,
                UnaryOperator.identity(),
                List.of(this::inspected),
                (name, surroundings, handler) -> handler,
                Duration.ZERO);
        this.stage = Stage.simulated(timeline, document, physics, rigging);
        this.truth = new Truth(stage.twin(), PlanReader.read(document));
        Policies policies = Policies.of(REPOSITORY);
        this.inspection = new Inspection(Invariants.all(policies, true), truth);
        timeline.advance(Duration.ofSeconds(130));
    }

    private HttpResponse inspected(Call call, Passage.Inner inner) throws InterruptedException {
        int index = ++calls;
        inspection.before(new Attempt(index, Invocation.current(), call));
        HttpResponse response = inner.proceed();
        inspection.after(new Effect(index, timeline.now(), Invocation.current(), call, response));
        return response;
    }

    /** What is done with the clients. */
    @FunctionalInterface
    interface Deed {
        void with(AwsClients aws) throws IOException;
    }

    /** Does something as a function of {@code shop-1} in epoch 1. */
    DoctoredWorld as(String function, Deed deed) {
        return as(new Invocation(1, function, 1, "shop-1", false), deed);
    }

    DoctoredWorld as(Invocation invocation, Deed deed) {
        timeline.start("deed", () -> InProcessClient.bind(stage.twin().front(), () -> perform(invocation, deed)));
        timeline.advance(Duration.ofSeconds(10));
        return this;
    }

    private void perform(Invocation invocation, Deed deed) {
        try {
            invocation.run(() -> deed.with(clients));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a promotion needs before it: lease, record, decision, intent, and services that answer. */
    DoctoredWorld readyToPromote() {
        return lease(1, "shop-1")
                .opened(1)
                .entry(2, "decision", Map.of("decision", "promote"))
                .intent(3, "DETACH_CLUSTER")
                .as("PromoteDatabase", aws -> {
                    aws.ec2(RECOVERY).describeInstances();
                    aws.rds(RECOVERY).describeGlobalClusters();
                    aws.sts().getCallerIdentity();
                });
    }

    DoctoredWorld primaryFails() {
        stage.twin().strike(Walkthrough.PRIMARY, Set.of("ec2", "rds", "s3"));
        return this;
    }

    DoctoredWorld primaryHeals() {
        stage.twin().heal(Walkthrough.PRIMARY);
        return this;
    }

    DoctoredWorld failover(RegionName region, String cluster) {
        return as(
                "PromoteDatabase",
                aws -> aws.rds(region)
                        .failoverGlobalCluster(failover -> failover.globalClusterIdentifier(Walkthrough.GLOBAL_CLUSTER)
                                .targetDbClusterIdentifier(cluster)
                                .allowDataLoss(true)));
    }

    DoctoredWorld detach() {
        return as(
                "PromoteDatabase",
                aws -> aws.rds(RECOVERY)
                        .removeFromGlobalCluster(remove -> remove.globalClusterIdentifier(Walkthrough.GLOBAL_CLUSTER)
                                .dbClusterIdentifier(Walkthrough.RECOVERY_CLUSTER)));
    }

    DoctoredWorld moveTraffic(String position) {
        return as(
                "ShiftTraffic",
                aws -> aws.s3()
                        .putObject(
                                put -> put.bucket(Walkthrough.SWITCH_BUCKET).key(Walkthrough.SWITCH_KEY),
                                RequestBody.fromString(position)));
    }

    DoctoredWorld launch(int count, String token) {
        return as(
                "LaunchInstances",
                aws -> aws.ec2(RECOVERY)
                        .runInstances(run -> run.clientToken(token)
                                .imageId("ami-00000000000000777")
                                .instanceType("m7g.large")
                                .minCount(count)
                                .maxCount(count)
                                .subnetId("subnet-00000000000000201")
                                .tagSpecifications(TagSpecification.builder()
                                        .resourceType(ResourceType.INSTANCE)
                                        .tags(tag("pilotlight:plan", "shop"), tag("pilotlight:tier", "web"))
                                        .build())));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    DoctoredWorld image() {
        stage.twin()
                .ec2()
                .addImage(
                        Walkthrough.RECOVERY,
                        "ami-00000000000000777",
                        "image",
                        ModelledHypervisor.complete("bytes"),
                        Map.of(),
                        timeline.now());
        return this;
    }

    /** A visitor's look at a site of the plan, as a function takes it, with this answer. */
    DoctoredWorld probed(String host, String path, int status, String body) {
        HttpRequest request = new HttpRequest("GET", host, path, "", Map.of(), new byte[0]);
        Call call = new Call(0, CallFault.WEB, "internet", "nobody", "GET", request);
        Invocation invocation = new Invocation(1, "CheckSite", 1, "shop-1", false);
        inspection.after(new Effect(
                ++calls, timeline.now(), Optional.of(invocation), call, HttpResponse.of(status, "text/plain", body)));
        return this;
    }

    DoctoredWorld lease(long epoch, String holder) {
        return item(Map.of(
                "pk", AttributeValue.fromS("PLAN#shop"),
                "sk", AttributeValue.fromS("LEASE"),
                "epoch", AttributeValue.fromN(Long.toString(epoch)),
                "holder", AttributeValue.fromS(holder),
                "state", AttributeValue.fromS("held")));
    }

    DoctoredWorld opened(long sequence) {
        return entry(sequence, "opened", Map.of("planDigest", truth.plan().digest()));
    }

    DoctoredWorld intent(long sequence, String act) {
        return entry(sequence, "intent", Map.of("act", act));
    }

    /** An entry of epoch 1, chained to the one before it. */
    DoctoredWorld entry(long sequence, String kind, Map<String, String> body) {
        StringBuilder json = new StringBuilder("{");
        body.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(value)
                .append('"'));
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS("PLAN#shop"));
        item.put("sk", AttributeValue.fromS("E#000001#%06d".formatted(sequence)));
        item.put("epoch", AttributeValue.fromN("1"));
        item.put("sequence", AttributeValue.fromN(Long.toString(sequence)));
        item.put("kind", AttributeValue.fromS(kind));
        item.put("by", AttributeValue.fromS("shop-1"));
        item.put("body", AttributeValue.fromS(json.append('}').toString()));
        item.put("hash", AttributeValue.fromS("hash " + sequence + kind));
        item.put("previous", AttributeValue.fromS(previous(sequence)));
        return item(item);
    }

    private String previous(long sequence) {
        return truth.journal().entries(1).stream()
                .filter(entry -> entry.sequence() == sequence - 1)
                .map(entry -> entry.hash())
                .findFirst()
                .orElse("none");
    }

    private DoctoredWorld item(Map<String, AttributeValue> item) {
        return as(
                "OpenRecord",
                aws -> aws.dynamoDb()
                        .putItem(put -> put.tableName(Walkthrough.TABLE).item(item)));
    }

    DoctoredWorld end(Ending ending) {
        inspection.atEnd(ending);
        return this;
    }

    DoctoredWorld pass(Duration span) {
        timeline.advance(span);
        return this;
    }

    /** The ids of the invariants that were broken so far. */
    List<String> broken() {
        return inspection.violations().stream().map(Violation::invariant).toList();
    }

    List<Violation> violations() {
        return inspection.violations();
    }

    /** Somebody else who looks at this world, and asks one invariant only. */
    Inspection inspectedFor(Invariant invariant) {
        return new Inspection(List.of(invariant), truth);
    }

    @Override
    public void close() {
        timeline.close();
    }
}
