package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The loss of the primary Region with a plan of one's own, in virtual time, and every call that was made. */
final class Drama {
    static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Set<String> SILENT = Set.of("ec2", "rds", "s3");

    private static final HttpResponse REFUSAL = HttpResponse.of(
            400,
            "text/xml",
            "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidGlobalClusterStateFault</Code>"
                    + "<Message>not in this state</Message></Error></ErrorResponse>");

    private final List<Call> calls = new ArrayList<>();
    private final Set<String> refused = new TreeSet<>();
    private final Stage stage;
    private String losing = "";

    /**
     * Sets the stage.
     *
     * @param plan changes the walk-through's plan
     * @param world adds to the walk-through's world
     */
    Drama(Physics physics, Consumer<ObjectNode> plan, Consumer<Twin> world) {
        ObjectNode document = PlanFile.read(REPOSITORY.plan());
        plan.accept(document);
        this.stage = Stage.simulated(
                REPOSITORY,
                document,
                physics,
                _ -> List.of((call, inner) -> {
                    calls.add(call);
                    return refused.contains(call.operation()) ? REFUSAL : unlessLost(call, inner);
                }));
        Twin twin = stage.twin();
        world.accept(twin);
        twin.every(Duration.ofMinutes(1), "the schedule", () -> twin.functions().invokeLater("PublishSwitches", "{}"));
        stage.timeline().advance(Duration.ofMinutes(10));
    }

    private HttpResponse unlessLost(Call call, Passage.Inner inner) throws InterruptedException {
        HttpResponse answer = inner.proceed();
        if (!call.operation().equals(losing)) {
            return answer;
        }
        losing = "";
        stage.timeline().signal().await();
        throw new IllegalStateException("nobody raises this signal");
    }

    /**
     * The primary Region is lost; an operation of the failover that follows has its effect, but no answer, and nobody
     * writes down what became of it: the run is stopped there, and another one takes the plan over.
     */
    Execution takenOverAfter(String operation) {
        losing = operation;
        strike();
        stage.timeline().runUntil(() -> losing.isEmpty(), stage.timeline().now().plus(Duration.ofHours(1)));
        Execution old = stage.latest("failover").orElseThrow();
        stage.twin().front().exclusively(() -> {
            old.stop("STOPPED", "by a test");
            return old;
        });
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("plan", "shop");
        Execution taker =
                stage.start("failover", "taker", input.put("takeover", true).put("reason", "it hangs"));
        stage.runToEnd(taker, Duration.ofHours(8));
        return taker;
    }

    Twin twin() {
        return stage.twin();
    }

    /** Every call so far, in order. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** From now on an operation of RDS is refused, and has no effect. */
    Drama refusing(String operation) {
        refused.add(operation);
        return this;
    }

    /** The primary Region is back; a failback is started, approved, and has ended. */
    Execution goHome() {
        stage.twin().heal(Walkthrough.PRIMARY);
        Execution failback = stage.start(
                "failback", "home-1", JsonNodeFactory.instance.objectNode().put("plan", "shop"));
        Person anne = new Person(stage, "arn:aws:iam::111111111111:user/anne");
        int before = anne.questions().size();
        boolean asked = stage.timeline()
                .runUntil(
                        () -> anne.questions().size() > before,
                        stage.timeline().now().plus(Duration.ofHours(2)));
        if (asked) {
            anne.answer(anne.newest().orElseThrow(), true, "a test says so");
        }
        stage.runToEnd(failback, Duration.ofHours(8));
        return failback;
    }

    /** What the failback has kept is deleted, as a person approves; its name ends in the epoch of the failback. */
    Execution retireOldData(String kept) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("cluster", kept);
        Execution retirement = stage.start("retire-old-data", "retire-1", input);
        Person anne = new Person(stage, "arn:aws:iam::111111111111:user/anne");
        int before = anne.questions().size();
        stage.timeline()
                .runUntil(
                        () -> anne.questions().size() > before,
                        stage.timeline().now().plus(Duration.ofHours(2)));
        anne.newest().ifPresent(question -> anne.approveNaming(question, kept, "a test says so"));
        stage.runToEnd(retirement, Duration.ofHours(8));
        return retirement;
    }

    /** EC2 says that a new image of the shop is available in the primary Region. */
    void newImage(String imageId) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("source", "aws.ec2")
                .put("detail-type", "EC2 AMI State Change")
                .put("account", Twin.ACCOUNT)
                .put("region", Walkthrough.PRIMARY);
        event.putObject("detail").put("ImageId", imageId).put("State", "available");
        stage.twin().functions().invokeLater("StartImageSync", event.toString());
        pass(Duration.ofHours(1));
    }

    void pass(Duration time) {
        stage.timeline().advance(time);
    }

    /** Copies the images while all is well. */
    Drama prepared() {
        return prepared("sync-1");
    }

    /** Copies newer images. */
    Drama preparedAgain() {
        return prepared("sync-2");
    }

    private Drama prepared(String execution) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("plan", "shop").put("create", true);
        Execution sync = stage.start("sync-images", execution, input);
        stage.runToEnd(sync, Duration.ofHours(3));
        return this;
    }

    /** The readiness is checked once. */
    Drama checked() {
        Execution check = stage.start("readiness", "readiness-1", JsonNodeFactory.instance.objectNode());
        stage.runToEnd(check, Duration.ofMinutes(10));
        return this;
    }

    /** The primary Region is lost, and the failover that follows has ended. */
    Execution disaster() {
        strike();
        return end();
    }

    /** The same, but the primary Region is back once an operation has been called. */
    Execution disasterUntil(String operation) {
        strike();
        stage.timeline()
                .runUntil(
                        () -> calls.stream().anyMatch(call -> call.operation().equals(operation)),
                        stage.timeline().now().plus(Duration.ofHours(1)));
        stage.twin().heal(Walkthrough.PRIMARY);
        return end();
    }

    private void strike() {
        stage.twin().strike(Walkthrough.PRIMARY, SILENT);
        stage.timeline()
                .runUntil(
                        () -> stage.latest("failover").isPresent(),
                        stage.timeline().now().plus(Duration.ofMinutes(10)));
    }

    private Execution end() {
        Execution failover = stage.latest("failover").orElseThrow();
        stage.runToEnd(failover, Duration.ofHours(8));
        return failover;
    }

    /** A drill that is stopped while its tiers boot, and the sweep that follows. */
    void killedDrill() {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("plan", "shop");
        Execution drill = stage.start("drill", "drill-1", input);
        stage.timeline()
                .runUntil(
                        () -> twin()
                                .balancers()
                                .everything(
                                        Walkthrough.RECOVERY, stage.timeline().now())
                                .stream()
                                .anyMatch(target -> target.contains("shop-drill")),
                        stage.timeline().now().plus(Duration.ofHours(1)));
        stage.twin().front().exclusively(() -> {
            drill.stop("STOPPED", "by a test");
            return drill;
        });
        pass(Duration.ofMinutes(15));
        stage.twin().functions().invokeLater("SweepDrills", "{}");
        pass(Duration.ofMinutes(15));
    }

    /** An evacuation of a plan whose primary is well, so that its failover stands down. */
    void needlessEvacuation() {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("declared", true).put("reason", "an exercise");
        input.putArray("plans").addObject().put("plan", "shop");
        stage.runToEnd(stage.start("evacuate", "evacuation-1", input), Duration.ofHours(3));
    }

    static String verdict(Execution execution) {
        return execution.output().map(output -> output.path("verdict").asText()).orElse("none: " + execution.cause());
    }
}
