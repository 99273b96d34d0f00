package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.Simulation.object;
import static dev.pilotlight.rehearsal.Simulation.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.physics.ImagePhysics;
import dev.pilotlight.twin.service.autoscaling.Machines;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Images of the walk-through's shop in virtual time, with everything that is there counted. */
class SimulatedImagesTest {
    private static final String BASE = "ami-00000000000000101";
    private static final String EAST_KEY = "arn:aws:kms:us-east-1:111111111111:key/aws-ebs";

    @AutoClose
    private Simulation simulation = keeping(2);

    private static Simulation keeping(int images) {
        return world(plan -> keep(plan, images));
    }

    private static Simulation world(Consumer<ObjectNode> plan) {
        return Simulation.unprepared(physics -> physics, plan);
    }

    private static void keep(ObjectNode plan, int images) {
        ((ObjectNode) plan.path("tiers").path(0).path("image")).put("keep", images);
    }

    private void replace(Simulation other) {
        simulation.close();
        simulation = other;
    }

    private Execution sync(String name, boolean create) {
        return simulation.runToEnd(simulation.start(
                "sync-images", name, object().put("plan", "shop").put("create", create)));
    }

    /** One a day, which creates an image. */
    private Execution syncOfDay(int day) {
        Execution sync = sync("day-" + day, true);
        simulation.advance(Duration.ofHours(23));
        return sync;
    }

    private List<String> things(String kind) {
        return simulation.everything().stream()
                .filter(what -> what.startsWith(kind + " "))
                .toList();
    }

    private List<String> usable() {
        return simulation
                .twin()
                .front()
                .exclusively(() -> simulation.twin().ec2().imageTags(Walkthrough.RECOVERY))
                .stream()
                .filter(tags -> tags.containsKey("pilotlight:verified"))
                .map(tags -> tags.getOrDefault("pilotlight:source", ""))
                .toList();
    }

    private static Predicate<Call> operation(String name) {
        return call -> call.operation().equals(name);
    }

    @Tag("thorough")
    @Test
    void asManyImagesStayInEachRegionAsThePlanSaysWithTheirSnapshotsAndNothingElse() {
        List<String> before = simulation.everything();
        for (int day = 1; day <= 5; day++) {
            assertThat(verdict(syncOfDay(day))).isEqualTo("SUCCEEDED");
        }
        List<String> added = new ArrayList<>(simulation.everything());
        added.removeAll(before);
        assertThat(added).filteredOn(what -> what.startsWith("image ")).hasSize(4);
        assertThat(added).filteredOn(what -> what.startsWith("snapshot ")).hasSize(4);
        assertThat(added).hasSize(8);
        assertThat(simulation.everything()).as("what others have made").containsAll(before);
    }

    @Tag("thorough")
    @Test
    void anImageThatALaunchTemplateNamesStays() {
        syncOfDay(1);
        String first = simulation.copiedImage();
        simulation
                .twin()
                .scaling()
                .add(
                        Walkthrough.RECOVERY,
                        "a-group",
                        new Machines.Template(
                                first,
                                "m7g.large",
                                "subnet-00000000000000201",
                                "us-west-2a",
                                "sg-00000000000000201",
                                "shop-web"),
                        0,
                        1,
                        simulation.now());
        syncOfDay(2);
        syncOfDay(3);
        Execution last = syncOfDay(4);
        assertThat(verdict(last)).isEqualTo("SUCCEEDED");
        assertThat(things("image")).contains("image " + first);
        assertThat(last.output().orElseThrow().toString()).contains(first + " is used by arn:aws:ec2");
    }

    @Tag("thorough")
    @Test
    void tenTiersAreCopiedWithinTheLimitAndTheRestWaitsItsTurn() {
        int atOnce = 3;
        replace(Simulation.unprepared(
                physics -> physics.withImages(images ->
                        images.withCopy(Duration.ofMinutes(4)).withLimits(new ImagePhysics.CopyLimits(50, atOnce))),
                plan -> tiers(plan, 10)));
        for (int tier = 0; tier < 10; tier++) {
            source(tier);
        }
        List<Integer> onTheirWay = new ArrayList<>();
        simulation.onCall(
                _ -> onTheirWay.add(simulation.twin().ec2().pendingImages(Walkthrough.RECOVERY, simulation.now())));
        Instant begun = simulation.now();
        Execution sync = sync("ten", false);
        assertThat(verdict(sync)).as("%s", sync.cause()).isEqualTo("SUCCEEDED");
        assertThat(usable()).hasSize(10).doesNotHaveDuplicates();
        assertThat(onTheirWay).allMatch(number -> number <= atOnce).contains(atOnce);
        assertThat(simulation.attempts())
                .filteredOn(seen -> seen.call().operation().equals("CopyImage") && !seen.succeeded())
                .isNotEmpty();
        assertThat(Duration.between(begun, simulation.now()))
                .as("four rounds of four minutes")
                .isBetween(Duration.ofMinutes(16), Duration.ofMinutes(21));
    }

    private static void tiers(ObjectNode plan, int number) {
        ArrayNode tiers = (ArrayNode) plan.path("tiers");
        ObjectNode first = (ObjectNode) tiers.path(0);
        tiers.removeAll();
        for (int tier = 0; tier < number; tier++) {
            ObjectNode copy = first.deepCopy().put("name", "tier-" + tier);
            ((ObjectNode) copy.path("image").path("tags")).put("Name", "tier-" + tier);
            tiers.add(copy);
        }
        plan.remove("failback");
    }

    private void source(int tier) {
        simulation
                .twin()
                .ec2()
                .addImage(
                        Walkthrough.PRIMARY,
                        "ami-0000000000000040" + tier,
                        "tier-" + tier,
                        ModelledHypervisor.complete("modelled:" + tier),
                        Map.of("Name", "tier-" + tier),
                        simulation.now());
    }

    @Test
    void oneTierThatFailsDoesNotKeepTheOthersFromBeingCopiedAndEveryFailureIsTold() {
        replace(world(plan -> tiers(plan, 4)));
        source(0);
        source(2);
        Execution sync = sync("some", false);
        assertThat(verdict(sync)).isEqualTo("NEEDS_HUMAN");
        assertThat(usable()).hasSize(2);
        assertThat(sync.cause().orElseThrow())
                .contains("tier tier-1: no available image", "tier tier-3: no available image")
                .contains("the tier has no good image");
    }

    @Tag("thorough")
    @Test
    void aCopyWhoseKeyIsDeadLeavesTheLastGoodImageAndTheNextRunTriesAgain() {
        simulation.twin().ec2().encrypt(Walkthrough.PRIMARY, BASE, EAST_KEY);
        syncOfDay(1);
        List<String> good = usable();
        simulation.twin().keys().seed(Walkthrough.RECOVERY, "aws-ebs", "Disabled");

        Execution failed = syncOfDay(2);

        assertThat(verdict(failed)).isEqualTo("NEEDS_HUMAN");
        assertThat(failed.cause().orElseThrow())
                .contains("is encrypted under a key that is Disabled")
                .contains("the last good image stays: ami-");
        assertThat(simulation.document("reports/shop/day-2.json").toString()).contains("the last good image stays");
        assertThat(usable()).isEqualTo(good);

        simulation.twin().keys().seed(Walkthrough.RECOVERY, "aws-ebs", "Enabled");
        assertThat(verdict(syncOfDay(3))).isEqualTo("SUCCEEDED");
        assertThat(usable()).hasSize(2);
        assertThat(things("snapshot"))
                .as("the unmarked copy of the second day is retired")
                .hasSize(things("image").size());
    }

    /** Each call that changes something is the last that an execution makes. */
    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"CreateImage", "CopyImage", "CreateTags", "DeregisterImage", "DeleteSnapshot"})
    void aRunThatIsKilledAfterAnyChangeIsTakenUpByTheNextOneAndNothingIsLeftBehind(String operation) {
        replace(keeping(1));
        syncOfDay(1);
        List<String> before = simulation.everything();
        Execution killed = simulation.start(
                "sync-images", "killed", object().put("plan", "shop").put("create", true));
        simulation.runUntilCalled(operation);
        simulation.twin().front().exclusively(() -> {
            killed.stop("STOPPED", "by a test");
            return killed;
        });
        simulation.advance(Duration.ofHours(1));

        Execution next = sync("next", true);

        assertThat(verdict(next)).as("%s", next.cause()).isEqualTo("SUCCEEDED");
        assertThat(usable()).hasSize(1);
        assertThat(simulation.everything()).hasSameSizeAs(before);
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"CreateImage", "CopyImage", "CreateTags", "DeregisterImage", "DeleteSnapshot"})
    void lostAnswersMakeAndEndNothingTwice(String operation) {
        replace(keeping(1));
        syncOfDay(1);
        List<String> before = simulation.everything();
        boolean[] lost = new boolean[1];
        simulation.loseAnswers(call -> {
            boolean lose = call.operation().equals(operation) && !lost[0];
            lost[0] |= lose;
            return lose;
        });
        assertThat(verdict(sync("again", true))).isEqualTo("SUCCEEDED");
        assertThat(lost[0]).isTrue();
        assertThat(simulation.everything()).hasSameSizeAs(before);
        assertThat(simulation.mutations()).filteredOn("CreateImage"::equals).hasSizeLessThanOrEqualTo(2);
    }

    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"CopyImage", "CreateTags"})
    void whoMayNotCopyLeavesTheLastGoodImage(String operation) {
        syncOfDay(1);
        List<String> good = usable();
        simulation.denyCalls(operation(operation));
        Execution denied = syncOfDay(2);
        assertThat(verdict(denied)).isEqualTo("NEEDS_HUMAN");
        assertThat(usable()).isEqualTo(good);
    }

    @Tag("thorough")
    @Test
    void whoMayNotRetireHasAVerifiedCopyAllTheSameAndIsTold() {
        replace(keeping(1));
        syncOfDay(1);
        simulation.denyCalls(operation("DeregisterImage"));
        Execution denied = syncOfDay(2);
        assertThat(verdict(denied)).isEqualTo("NEEDS_HUMAN");
        assertThat(denied.cause().orElseThrow()).contains("the copy is verified, but retiring the old images failed");
        assertThat(usable()).hasSize(2);
    }

    @Tag("thorough")
    @Test
    void throttlingOnlyDelays() {
        replace(keeping(1));
        syncOfDay(1);
        List<String> before = simulation.everything();
        simulation.throttle(
                call -> call.service().equals("ec2") && simulation.now().getEpochSecond() % 60 < 20);
        assertThat(verdict(syncOfDay(2))).isEqualTo("SUCCEEDED");
        assertThat(simulation.everything()).hasSameSizeAs(before);
    }

    @Test
    void aPlanForAnotherRegionChangesNothing() {
        replace(world(plan -> ((ObjectNode) plan.path("regions")).put("recovery", "eu-west-1")));
        Execution sync = sync("elsewhere", true);
        assertThat(verdict(sync)).isEqualTo("NEEDS_HUMAN");
        assertThat(simulation.attempts()).isEmpty();
    }

    @Tag("thorough")
    @Test
    void aPaidCopyComesWithinItsTime() {
        replace(Simulation.unprepared(
                physics -> physics.withImages(images -> images.withCopy(Duration.ofHours(3))),
                plan -> ((ObjectNode) plan.path("tiers").path(0).path("image")).put("copyWithin", "30m")));
        Instant begun = simulation.now();
        Execution sync = sync("paid", true);
        assertThat(verdict(sync)).as("%s", sync.cause()).isEqualTo("SUCCEEDED");
        assertThat(Duration.between(begun, simulation.now())).isLessThan(Duration.ofMinutes(35));
        assertThat(simulation.calls().stream()
                        .map(Seen::call)
                        .filter(operation("CopyImage"))
                        .map(call -> call.request().text()))
                .allMatch(request -> request.contains("SnapshotCopyCompletionDurationMinutes=30"));
    }

    @Test
    void twoRunsAtTheSameTimeMakeOneCopy() {
        List<Execution> both = List.of(
                simulation.start(
                        "sync-images", "one", object().put("plan", "shop").put("create", true)),
                simulation.start(
                        "sync-images", "two", object().put("plan", "shop").put("create", true)));
        both.forEach(simulation::runToEnd);
        assertThat(both).extracting(Execution::status).containsOnly(ExecutionStatus.SUCCEEDED);
        assertThat(both).extracting(Simulation::verdict).containsExactlyInAnyOrder("SUCCEEDED", "SAFE_ABORTED");
        assertThat(simulation.mutations()).filteredOn("CopyImage"::equals).hasSize(1);
    }

    /** As a pipeline makes one, with its tags from the beginning. */
    private void somebodyMakesAnImage(String name, String nameTag) {
        simulation.act(clients -> clients.ec2(new RegionName(Walkthrough.PRIMARY))
                .createImage(create -> create.instanceId(runningInstance(clients))
                        .name(name)
                        .noReboot(true)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.IMAGE)
                                .tags(software.amazon.awssdk.services.ec2.model.Tag.builder()
                                        .key("Name")
                                        .value(nameTag)
                                        .build())
                                .build())));
    }

    private static String runningInstance(AwsClients clients) {
        return clients.ec2(new RegionName(Walkthrough.PRIMARY))
                .describeInstances(describe -> {})
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .instanceId();
    }

    @Test
    void anImageThatBecomesAvailableInThePrimaryIsCopiedAtOnceAndOnlyOnce() {
        somebodyMakesAnImage("from-a-pipeline", "shop-web");
        simulation.advance(Duration.ofMinutes(5));
        assertThat(usable()).hasSize(1);
        assertThat(simulation.executions("sync-images")).singleElement().satisfies(execution -> {
            assertThat(verdict(execution)).isEqualTo("SUCCEEDED");
            assertThat(execution.identity().name()).startsWith("shop-ami-");
        });
        String image = simulation
                .executions("sync-images")
                .getFirst()
                .identity()
                .name()
                .substring("shop-".length());
        ObjectNode again = object().put("source", "aws.ec2")
                .put("detail-type", "EC2 AMI State Change")
                .put("account", "111111111111")
                .put("region", Walkthrough.PRIMARY);
        again.putObject("detail").put("ImageId", image).put("State", "available");
        simulation.invoke("StartImageSync", again.toString());
        simulation.advance(Duration.ofMinutes(5));
        assertThat(simulation.executions("sync-images")).hasSize(1);
    }

    @Test
    @Tag("thorough")
    void aForeignImageAndOneThatARunHasCreatedStartNothing() {
        somebodyMakesAnImage("of-another-team", "billing");
        simulation.advance(Duration.ofMinutes(5));
        syncOfDay(1);
        assertThat(simulation.executions("sync-images")).hasSize(1);
    }
}
