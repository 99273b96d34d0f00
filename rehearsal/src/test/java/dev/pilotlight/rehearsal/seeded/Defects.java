package dev.pilotlight.rehearsal.seeded;

import static dev.pilotlight.rehearsal.seeded.MachineEdits.state;
import static dev.pilotlight.rehearsal.seeded.Spoiler.answering;
import static dev.pilotlight.rehearsal.seeded.Spoiler.besides;
import static dev.pilotlight.rehearsal.seeded.Spoiler.both;
import static dev.pilotlight.rehearsal.seeded.Spoiler.idle;
import static dev.pilotlight.rehearsal.seeded.Spoiler.planned;
import static dev.pilotlight.rehearsal.seeded.Spoiler.swallowing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.explore.Cast;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Every deliberate defect. */
final class Defects {
    private static final RegionName PRIMARY = new RegionName(Walkthrough.PRIMARY);
    private static final RegionName RECOVERY = new RegionName(Walkthrough.RECOVERY);

    private Defects() {}

    static List<Defect> all() {
        return List.of(
                // ---- what functions leave out
                Defect.of("sites count as healthy without a look", "S7", spoil(idle("CheckSite"))),
                Defect.of(
                        "traffic moves before anything is promoted",
                        "S3",
                        spoil(both(idle("PromoteDatabase"), both(idle("Bind"), idle("CheckSite"))))),
                Defect.of(
                        "a promotion counts as done while it goes on",
                        "S3",
                        spoil(both(
                                answering("PromoteDatabase", Defects::doneWhenPending),
                                both(idle("Bind"), idle("CheckSite"))))),
                Defect.of("unknown counts as unhealthy", "S13", spoil(answering("AssessOutage", Defects::done)))
                        .inScenario(Scenario.falseAlarm()),
                Defect.of("undo forgets the instances", "L1", spoil(idle("ReleaseInstances")))
                        .withLag(),
                Defect.of("the record is never closed", "L1", spoil(idle("CloseRecord")))
                        .withLag(),
                Defect.of("the binding is left out", "L1", spoil(idle("Bind"))),
                Defect.of("the traffic is not moved, and nobody notices", "L1", spoil(idle("ShiftTraffic"))),
                Defect.of("an exception is swallowed", "L1", spoil(swallowing("ShiftTraffic")))
                        .when("ShiftTraffic", "s3:PutObject", CallFault.DENIED, true),
                // ---- functions that see another plan than the one there is
                Defect.of(
                                "the lag gate is skipped",
                                "S5",
                                spoil(both(planned("ReadLag", Defects::anyLag), planned("Decide", Defects::anyLag))))
                        .withLag(),
                Defect.of(
                        "a site passes after one check",
                        "S7",
                        spoil(planned("CheckSite", plan -> sites(plan, site -> site.put("passes", 1))))),
                Defect.of(
                                "detach although the plan wants a managed failover",
                                "S4",
                                spoil(planned(
                                        "PromoteDatabase",
                                        plan -> database(plan).put("strategy", "detach"))))
                        .withPlan(plan -> database(plan).put("strategy", "managed")),
                Defect.of(
                                "nobody is asked although the plan wants it",
                                "S3",
                                spoil(planned("Decide", plan -> plan.put("autonomy", "automatic"))))
                        .withPlan(plan -> plan.put("autonomy", "approve")),
                Defect.of(
                                "a fence that nobody can confirm is waived by nobody",
                                "S3",
                                spoil(both(
                                        planned("Decide", Defects::unfenced),
                                        both(
                                                planned("FencePrimary", Defects::unfenced),
                                                planned("PromoteDatabase", Defects::unfenced)))))
                        .withPlan(plan -> fence(plan).put("unfenced", "ask")),
                Defect.of("a refused decision is taken all the same", "S5", spoil(Ports.decidesAnyway()))
                        .withLag(),
                // ---- ports that break their contract
                Defect.of("one instance too many is launched", "S6", spoil(Ports.launchesOneMore())),
                Defect.of("the client token is dropped", "S6", spoil(Ports.launchesWithoutToken()))
                        .when("LaunchInstances", "ec2:RunInstances", CallFault.LOST_ANSWER, false),
                Defect.of(
                        "the intent to launch is not written", "S8", spoil(Ports.forgets("LaunchInstances", "intent"))),
                Defect.of(
                        "the intent to promote is not written",
                        "S8",
                        spoil(Ports.forgets("PromoteDatabase", "intent"))),
                Defect.of("the intent to shift is not written", "S8", spoil(Ports.forgets("ShiftTraffic", "intent"))),
                Defect.of("outcomes are not written", "L1", spoil(Ports.forgets("LaunchInstances", "outcome")))
                        .withLag(),
                Defect.of("the lease's conditions are dropped", "S8", spoil(Ports.unconditional()))
                        .whenTwice("LaunchInstances", "ec2:RunInstances"),
                Defect.of("two deliveries of one event cannot be told apart", "S8", spoil(Ports.cannotTellCallsApart()))
                        .inScenario(Scenario.drill())
                        .whenTwice("TearDrillDown", "ec2:TerminateInstances"),
                Defect.of("an act is done twice for one permit", "S8", spoil(Ports.shiftsTwice())),
                Defect.of("an ambiguous act is retried at once", "S8", spoil(Ports.retriesRegistration()))
                        .when("LaunchInstances", "elasticloadbalancing:RegisterTargets", CallFault.LOST_ANSWER, false),
                Defect.of("an act is claimed and not done", "L1", spoil(Ports.claimsToShift())),
                Defect.of("nonsense is bound", "L1", spoil(Ports.bindsNonsense())),
                Defect.of("who has lost the lease acts on", "S2", spoil(Ports.losesTheLeaseBeforeShifting())),
                Defect.of(
                        "the recovery Region is not looked at",
                        "S14",
                        spoil(both(Ports.believesInTheRecoveryRegion(), Ports.promotesBlindly()))),
                // ---- things done besides
                Defect.of(
                                "a drill promotes",
                                "S12",
                                spoil(
                                        besides(
                                                "LaunchDrill",
                                                true,
                                                aws -> aws.rds(RECOVERY)
                                                        .removeFromGlobalCluster(
                                                                remove -> remove.globalClusterIdentifier("shop-global")
                                                                        .dbClusterIdentifier(
                                                                                "arn:aws:rds:us-west-2:111111111111:cluster:shop-west")))))
                        .inScenario(Scenario.drill()),
                Defect.of(
                        "the primary Region is called after the promotion",
                        "S9",
                        spoil(besides(
                                "ShiftTraffic", true, aws -> aws.rds(PRIMARY).describeDBClusters()))),
                Defect.of(
                        "a function calls what its policy does not allow",
                        "S11",
                        spoil(besides(
                                "CheckSite", true, aws -> aws.ec2(RECOVERY).describeInstances()))),
                Defect.of(
                        "the switch springs back",
                        "S15",
                        spoil(besides(
                                "CloseRecord",
                                true,
                                aws -> aws.s3()
                                        .putObject(
                                                put -> put.bucket(Walkthrough.SWITCH_BUCKET)
                                                        .key(Walkthrough.SWITCH_KEY),
                                                RequestBody.fromString("yes"))))),
                Defect.of(
                        "the journal is written anew",
                        "S8",
                        spoil(besides(
                                "CloseRecord",
                                true,
                                aws -> aws.dynamoDb()
                                        .putItem(put -> put.tableName(Walkthrough.TABLE)
                                                .item(Map.of(
                                                        "pk", AttributeValue.fromS("PLAN#shop"),
                                                        "sk", AttributeValue.fromS("E#000001#000001"),
                                                        "epoch", AttributeValue.fromN("1"),
                                                        "sequence", AttributeValue.fromN("1"),
                                                        "hash", AttributeValue.fromS("another"))))))),
                Defect.of(
                        "the epoch goes back",
                        "S1",
                        spoil(besides(
                                "CloseRecord",
                                false,
                                aws -> aws.dynamoDb()
                                        .putItem(put -> put.tableName(Walkthrough.TABLE)
                                                .item(Map.of(
                                                        "pk", AttributeValue.fromS("PLAN#shop"),
                                                        "sk", AttributeValue.fromS("LEASE"),
                                                        "epoch", AttributeValue.fromN("0"))))))),
                Defect.of(
                        "something is changed before the record is open",
                        "S10",
                        spoil(besides(
                                "OpenRecord",
                                true,
                                aws -> aws.s3()
                                        .putObject(
                                                put -> put.bucket(Walkthrough.SWITCH_BUCKET)
                                                        .key(Walkthrough.SWITCH_KEY),
                                                RequestBody.fromString("no"))))),
                Defect.of(
                                "the last good image is retired",
                                "S17",
                                spoil(besides(
                                        "RetireImages",
                                        true,
                                        aws -> aws.ec2(RECOVERY)
                                                .describeImages(describe -> describe.owners("self")
                                                        .filters(Filter.builder()
                                                                .name("tag:Name")
                                                                .values("shop-web")
                                                                .build()))
                                                .images()
                                                .forEach(image -> aws.ec2(RECOVERY)
                                                        .deregisterImage(gone -> gone.imageId(image.imageId()))))))
                        .inScenario(Scenario.syncImages()),
                Defect.of(
                                "an image is retired that somebody else has made",
                                "S17",
                                spoil(besides(
                                        "RetireImages",
                                        true,
                                        aws -> aws.ec2(PRIMARY)
                                                .deregisterImage(gone -> gone.imageId("ami-00000000000000101")))))
                        .inScenario(Scenario.syncImages()),
                Defect.of(
                                "a switchover without the approval of a person",
                                "S3",
                                spoil(besides("RebuildReplication", false, aws -> {
                                    try {
                                        aws.rds(RECOVERY)
                                                .switchoverGlobalCluster(over -> over.globalClusterIdentifier(
                                                                "shop-global")
                                                        .targetDbClusterIdentifier(Walkthrough.PRIMARY_CLUSTER));
                                    } catch (SdkException notYet) {
                                        // the clusters are not in step yet; the next call tries again
                                    }
                                })))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "a snapshot of the old primary is deleted",
                                "S16",
                                spoil(besides(
                                        "ShiftTrafficHome",
                                        true,
                                        aws -> aws.rds(PRIMARY)
                                                .deleteDBClusterSnapshot(gone -> gone.dbClusterSnapshotIdentifier(
                                                        "shop-east-before-failback-e2")))))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "the old primary is deleted, and nobody has approved it",
                                "S16",
                                spoil(besides("RetireInstances", true, Ports::deletesTheOldPrimary)))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "the old primary is deleted, and the approval names another cluster",
                                "S16",
                                spoil(besides("RetireInstances", true, aws -> {
                                    Ports.approves(aws, "shop-east-kept-e1");
                                    Ports.deletesTheOldPrimary(aws);
                                })))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "the old primary is deleted as approved, and there is no final snapshot",
                                "S16",
                                spoil(besides("RetireInstances", true, aws -> {
                                    Ports.approves(aws, "shop-east-kept-e2");
                                    Ports.deletesTheOldPrimary(aws);
                                })))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "the recovery instances are retired before visitors are led home",
                                "S15",
                                spoil(besides(
                                        "SwitchOver",
                                        true,
                                        aws -> aws.ec2(RECOVERY)
                                                .terminateInstances(end -> end.instanceIds(aws.ec2(RECOVERY)
                                                        .describeInstances()
                                                        .reservations()
                                                        .getFirst()
                                                        .instances()
                                                        .getFirst()
                                                        .instanceId())))))
                        .inScenario(Scenario.failback()),
                Defect.of(
                                "the lag gate is skipped after a failback was given up",
                                "S5",
                                spoil(both(planned("ReadLag", Defects::anyLag), planned("Decide", Defects::anyLag))))
                        .whenGivenUp("SwitchOver", "rds:SwitchoverGlobalCluster"),
                Defect.of(
                                "sites count as healthy without a look after a failback was given up",
                                "S7",
                                spoil(idle("CheckSite")))
                        .whenGivenUp("RetireInstances", "dynamodb:Query"),
                Defect.of(
                                "the final snapshot counts while it is being made",
                                "S16",
                                cast -> cast.withPassages(List.of(Ports.finalSnapshotsLookComplete())))
                        .inScenario(Scenario.retireOldData()),
                Defect.of(
                                "visitors are led away while old data is deleted",
                                "S3",
                                spoil(besides(
                                        "RetireOldData",
                                        false,
                                        aws -> aws.s3()
                                                .putObject(
                                                        put -> put.bucket(Walkthrough.SWITCH_BUCKET)
                                                                .key(Walkthrough.SWITCH_KEY),
                                                        RequestBody.fromString("no")))))
                        .inScenario(Scenario.retireOldData()),
                Defect.of(
                                "the recovery cluster is detached while old data is deleted",
                                "S3",
                                spoil(besides("RetireOldData", false, Ports::detaches)))
                        .inScenario(Scenario.retireOldData())
                        .withPromotionsOf(Duration.ofHours(3)),
                Defect.of(
                                "a detach from before takes effect while old data is deleted",
                                "S3",
                                spoil(besides("RetireInstances", false, Ports::detaches)))
                        .inScenario(Scenario.retireOldData())
                        .withPromotionsOf(Duration.ofMinutes(61)),
                Defect.of(
                                "a server of the serving cluster goes with the old ones",
                                "S16",
                                spoil(besides("RetireOldData", false, Ports::deletesTheServingServer)))
                        .inScenario(Scenario.retireOldData()),
                // ---- the machine itself
                Defect.of(
                                "a run that turns back leaves the old data without its protection",
                                "L1",
                                state(
                                        "retire-old-data",
                                        "Protect the old data again",
                                        protect -> ((ObjectNode) protect.path("Arguments")).put("until", "approved")))
                        .inScenario(Scenario.retireOldData())
                        .when("RetireOldData", "rds:DeleteDBInstance", CallFault.DENIED, true),
                Defect.of(
                                "people are told before anything goes on",
                                Defect.ON_TIME,
                                state("Say that the outage is confirmed", Defects::waitedFor))
                        .when("Announce", "sns:Publish", CallFault.HANG, true),
                Defect.of(
                        "the run turns back after the point of no return",
                        "L1",
                        cast -> state(
                                        "Is there a way back?",
                                        way -> ((ObjectNode) way.path("Choices").get(1)).put("Next", "Turn back"))
                                .andThen(state(
                                        "Is the record closed?",
                                        closed -> ((ObjectNode)
                                                        closed.path("Choices").get(3))
                                                .put("Next", "Leave the primary in charge")))
                                .andThen(spoil(answering("Bind", Defects::refused)))
                                .apply(cast)),
                Defect.of(
                                "an abort calls itself a success",
                                "L1",
                                state(
                                        "Turn back",
                                        turn -> ((ObjectNode)
                                                        turn.path("Assign").path("ending"))
                                                .put("verdict", "SUCCEEDED")))
                        .withLag(),
                Defect.of("a failure has no name", "L1", state("Needs a person", end -> end.put("Error", "Oops")))
                        .when("ShiftTraffic", "s3:PutObject", CallFault.DENIED, true),
                Defect.of("a failure gives no reason", "L1", state("Needs a person", end -> end.put("Cause", "no")))
                        .when("ShiftTraffic", "s3:PutObject", CallFault.DENIED, true));
    }

    private static UnaryOperator<Cast> spoil(Rigging.Wrapping wrapping) {
        return cast -> cast.withWrapping(wrapping);
    }

    private static ObjectNode done(ObjectNode answer) {
        return answer.put("outcome", "done").set("evidence", Spoiler.JSON.createObjectNode());
    }

    private static ObjectNode doneWhenPending(ObjectNode answer) {
        return answer.path("outcome").asText().equals("pending") ? done(answer) : answer;
    }

    private static ObjectNode refused(ObjectNode answer) {
        return answer.put("outcome", "refused")
                .put("guard", "BINDING_REFUSED")
                .put("why", "the application was not bound")
                .put("remedy", "none");
    }

    private static void waitedFor(ObjectNode task) {
        task.put("TimeoutSeconds", 40);
        ((ObjectNode) task.path("Arguments")).put("InvocationType", "RequestResponse");
    }

    private static ObjectNode fence(ObjectNode plan) {
        return (ObjectNode) plan.path("fence");
    }

    private static void unfenced(ObjectNode plan) {
        fence(plan).put("unfenced", "allow");
    }

    private static void anyLag(ObjectNode plan) {
        database(plan).put("maxLag", "10h");
    }

    private static ObjectNode database(ObjectNode plan) {
        return (ObjectNode) plan.path("databases").get(0);
    }

    private static void sites(ObjectNode plan, Consumer<ObjectNode> change) {
        ((ArrayNode) plan.path("sites")).forEach(site -> change.accept((ObjectNode) site));
    }
}
