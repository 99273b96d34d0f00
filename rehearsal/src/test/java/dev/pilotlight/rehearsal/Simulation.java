package dev.pilotlight.rehearsal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.watch.CallLog;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.rehearsal.watch.Effect;
import dev.pilotlight.rehearsal.world.Furnishing;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.GuestState;
import dev.pilotlight.twin.service.lambda.Answer;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.AwsError;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.FrontDoor;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One simulated story of the walk-through's world, told by a test. */
final class Simulation implements AutoCloseable {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));
    private static final Set<String> SILENT_IN_A_DISASTER = Set.of("ec2", "rds", "s3");
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Stage stage;
    private final CallLog log;
    private final List<Predicate<Call>> broken = new ArrayList<>();
    private final List<Predicate<Call>> unanswered = new ArrayList<>();
    private final List<Predicate<Call>> denied = new ArrayList<>();
    private final List<Predicate<Call>> throttled = new ArrayList<>();
    private final List<Consumer<Call>> witnesses = new ArrayList<>();
    private int callsOfThePreparation;
    private int answered;

    private Simulation(ObjectNode plan, Physics physics, Duration clockSkew) {
        VirtualTimeline timeline = Stage.timelineOfASimulation();
        this.log = new CallLog(timeline);
        this.stage = Stage.simulated(
                timeline,
                plan,
                physics,
                Rigging.plain(REPOSITORY)
                        .withPassages(List.of(log, this::witnessOrRefuse))
                        .withClockSkew(clockSkew));
        stage.timeline().advance(Duration.ofMinutes(10));
    }

    /**
     * The shop of the walk-through, its image copied already, with defaults except for copies, which are quick here.
     */
    static Simulation prepared(UnaryOperator<Physics> physics, Consumer<ObjectNode> plan) {
        Simulation simulation = unprepared(physics, plan);
        simulation.syncImages();
        return simulation;
    }

    static Simulation prepared() {
        return prepared(physics -> physics, plan -> {});
    }

    /** The same with a wall clock of the functions that is ahead of the world's, or behind it. */
    static Simulation withClockSkew(Duration clockSkew) {
        Simulation simulation = unprepared(physics -> physics, plan -> {}, clockSkew);
        simulation.syncImages();
        return simulation;
    }

    /** The same with whatever else the plan names. */
    static Simulation furnished(UnaryOperator<Physics> physics, Consumer<ObjectNode> plan) {
        ObjectNode changed = plan();
        plan.accept(changed);
        Simulation simulation = unprepared(physics, plan);
        Furnishing.furnish(simulation.twin(), PlanReader.read(changed));
        simulation.advance(Duration.ofMinutes(10));
        simulation.syncImages();
        return simulation;
    }

    /** The same without an image in the recovery Region. */
    static Simulation unprepared(UnaryOperator<Physics> physics, Consumer<ObjectNode> changes) {
        return unprepared(physics, changes, Duration.ZERO);
    }

    private static Simulation unprepared(
            UnaryOperator<Physics> physics, Consumer<ObjectNode> changes, Duration clockSkew) {
        ObjectNode plan = plan();
        changes.accept(plan);
        Duration quick = Duration.ofSeconds(5);
        return new Simulation(
                plan,
                physics.apply(Physics.defaults()
                        .withImages(images -> images.withCreation(quick).withCopy(quick))),
                clockSkew);
    }

    /** The walk-through's plan, to be changed. */
    static ObjectNode plan() {
        return PlanFile.read(REPOSITORY.plan());
    }

    static Repository repository() {
        return REPOSITORY;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void syncImages() {
        ObjectNode input = object().put("plan", "shop").put("create", true);
        Execution sync = runToEnd(stage.start("sync-images", "sync-1", input));
        assertThat(sync.status()).as("%s", sync.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        callsOfThePreparation = log.calls().size();
    }

    Stage stage() {
        return stage;
    }

    /** Copies the images, through however many executions that takes, and answers with the last of them. */
    Execution syncImages(String name, Duration atMost) {
        stage.start("sync-images", name, object().put("plan", "shop").put("create", true));
        assertThat(timeline()
                        .runUntil(
                                () -> executions("sync-images").stream()
                                        .noneMatch(each -> each.status() == ExecutionStatus.RUNNING),
                                now().plus(atMost)))
                .as("within %s", atMost)
                .isTrue();
        return executions("sync-images").getLast();
    }

    Twin twin() {
        return stage.twin();
    }

    VirtualTimeline timeline() {
        return stage.timeline();
    }

    /** The calls since the world was prepared. */
    List<Seen> calls() {
        return log.calls().stream().skip(callsOfThePreparation).toList();
    }

    /** The calls that were meant to change the application, whatever came of them. */
    List<Seen> attempts() {
        return calls().stream().filter(call -> call.effect() == Effect.MUTATION).toList();
    }

    /** The operations that did change the application, in order. */
    List<String> mutations() {
        return attempts().stream()
                .filter(Seen::succeeded)
                .map(seen -> seen.call().operation())
                .toList();
    }

    Instant now() {
        return timeline().now();
    }

    void advance(Duration span) {
        timeline().advance(span);
    }

    void strike() {
        twin().strike(Walkthrough.PRIMARY, SILENT_IN_A_DISASTER);
    }

    void heal() {
        twin().heal(Walkthrough.PRIMARY);
    }

    /** From now on these calls are answered with an internal error, and have no effect. */
    void breakCalls(Predicate<Call> which) {
        broken.add(which);
    }

    /** From now on these calls are answered as those are that come too fast, and have no effect. */
    void throttle(Predicate<Call> which) {
        throttled.add(which);
    }

    /** Nothing is broken any more. */
    void repair() {
        broken.clear();
    }

    /** From now on these calls have their effect, and the answer to them is lost. */
    void loseAnswers(Predicate<Call> which) {
        unanswered.add(which);
    }

    /** Something that somebody outside the functions does with AWS, who is an administrator. */
    void act(Consumer<AwsClients> deed) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        timeline().start("an administrator", () -> {
            try {
                InProcessClient.bind(twin().front(), () -> deed.accept(Stage.simulatedClients()));
            } catch (RuntimeException | AssertionError e) {
                failure.set(e);
            }
            done.set(true);
        });
        runUntil("the administrator is done", done::get);
        if (failure.get() != null) {
            throw new AssertionError("what the administrator did has failed", failure.get());
        }
    }

    /** From now on these calls are refused for good, and have no effect. */
    void denyCalls(Predicate<Call> which) {
        denied.add(which);
    }

    /** Takes every instance away from the recovery cluster, as an owner may who saves money. */
    void makeHeadless() {
        AwsClients clients = Stage.simulatedClients();
        twin().functions()
                .deploy(
                        "an owner",
                        (event, answer) -> clients.rds(new RegionName(Walkthrough.RECOVERY))
                                .deleteDBInstance(delete -> delete.dbInstanceIdentifier("shop-west-1")));
        invoke("an owner", "{}");
        advance(Duration.ofMinutes(15));
    }

    /** Tells somebody of every call just before it reaches its service. */
    void onCall(Consumer<Call> witness) {
        witnesses.add(witness);
    }

    private HttpResponse witnessOrRefuse(Call call, Passage.Inner inner) throws InterruptedException {
        witnesses.forEach(witness -> witness.accept(call));
        if (denied.stream().anyMatch(each -> each.test(call))) {
            throw new AwsError(403, "AccessDenied", "You are not authorized to perform this action.");
        }
        if (throttled.stream().anyMatch(each -> each.test(call))) {
            throw CallFault.THROTTLED.error(call.service());
        }
        if (broken.stream().anyMatch(each -> each.test(call))) {
            return HttpResponse.of(503, "text/plain", "Service Unavailable");
        }
        HttpResponse answer = inner.proceed();
        return unanswered.stream().anyMatch(each -> each.test(call))
                ? HttpResponse.of(504, "text/plain", "Gateway Timeout")
                : answer;
    }

    void runUntil(String what, BooleanSupplier condition) {
        assertThat(timeline().runUntil(condition, now().plus(AN_HOUR)))
                .as("within an hour: %s", what)
                .isTrue();
    }

    /** The execution that somebody has started, or starts within an hour. */
    Execution awaitFailover() {
        runUntil("a failover starts", () -> stage.latest("failover").isPresent());
        return stage.latest("failover").orElseThrow();
    }

    /** The items of the journal's table, in words. */
    List<String> table() {
        return twin().front()
                .exclusively(() -> twin().tables().contents(Walkthrough.RECOVERY, Walkthrough.TABLE).stream()
                        .map(Object::toString)
                        .toList());
    }

    /** The id of the one image that the recovery Region has. */
    String copiedImage() {
        return everything().stream()
                .filter(what -> what.startsWith("image "))
                .map(what -> what.substring("image ".length()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** What both Regions hold now, in words. */
    List<String> everything() {
        return Inventory.of(twin());
    }

    /**
     * The rules of the networks of both Regions: security groups, and network ACLs with the subnets they are around.
     */
    List<String> networkRules() {
        return everything().stream()
                .filter(what -> what.startsWith("security group ") || what.startsWith("network ACL "))
                .toList();
    }

    /** How many instances RunInstances has made in the home Region. */
    long launchedAtHome() {
        return twin().ec2().instances(Walkthrough.PRIMARY).stream()
                .filter(sight -> !sight.launch().instanceId().equals(Walkthrough.PRIMARY_INSTANCE))
                .count();
    }

    Execution startFailover(String name, JsonNode input) {
        return stage.start("failover", name, input);
    }

    Execution start(String machine, String name, JsonNode input) {
        return stage.start(machine, name, input);
    }

    /** An object of our own bucket. */
    JsonNode document(String key) {
        byte[] bytes = twin().front()
                .exclusively(() -> twin().s3().content(Walkthrough.BUCKET, key).orElseThrow());
        try {
            return JsonMapper.builder().build().readTree(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Runs until a person is asked something new, and answers through the function that people reach. */
    void answer(boolean yes) {
        Person anne = new Person(stage, "arn:aws:iam::111111111111:user/anne");
        runUntil("a person is asked", () -> anne.questions().size() > answered);
        answered = anne.questions().size();
        anne.answer(anne.newest().orElseThrow(), yes, "a test says so");
    }

    /** Runs to the end of an execution, and says yes whenever a person is asked. */
    Execution approveToTheEnd(Execution execution) {
        Person anne = new Person(stage, "arn:aws:iam::111111111111:user/anne");
        while (!execution.end().raised()) {
            runUntil(
                    "the end or a question",
                    () -> execution.end().raised() || anne.questions().size() > answered);
            if (!execution.end().raised()) {
                answer(true);
            }
        }
        return execution;
    }

    /** The same for a question that has to be answered with a name. */
    void approveNaming(String name) {
        Person anne = new Person(stage, "arn:aws:iam::111111111111:user/anne");
        runUntil("a person is asked", () -> anne.questions().size() > answered);
        answered = anne.questions().size();
        anne.approveNaming(anne.newest().orElseThrow(), name, "a test says so");
    }

    /** Invokes a function as a test event in the console does, and waits for its answer. */
    Answer invoke(String function, String event) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        timeline().start("test event", () -> {
            try {
                answer.set(twin().functions().invoke(function, event).orElseThrow());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        runUntil(function + " answers", () -> answer.get() != null);
        return requireNonNull(answer.get());
    }

    /** Puts a document where the plan of the shop lies. */
    void storePlan(String document) {
        storePlan("shop", document);
    }

    /** Puts a document where a plan lies. */
    void storePlan(String plan, String document) {
        twin().s3()
                .seedObject(
                        twin().creator(Walkthrough.RECOVERY),
                        Walkthrough.BUCKET,
                        "plans/" + plan + ".json",
                        "application/json",
                        document);
    }

    List<Execution> failovers() {
        return executions("failover");
    }

    /** The executions of a machine, in the order in which they were started. */
    List<Execution> executions(String machine) {
        return twin().front()
                .exclusively(() -> twin().stepFunctions().executions().stream()
                        .filter(execution ->
                                execution.identity().stateMachineName().equals(machine))
                        .toList());
    }

    Execution runToEnd(Execution execution) {
        return runToEnd(execution, Duration.ofHours(3));
    }

    Execution runToEnd(Execution execution, Duration limit) {
        assertThat(stage.runToEnd(execution, limit))
                .as("%s ends", execution.identity().name())
                .isTrue();
        return execution;
    }

    /** The disaster, the alarm, and the failover to its end. */
    Execution failOver() {
        strike();
        return runToEnd(awaitFailover());
    }

    /** Runs until a call of this operation was answered well. */
    void runUntilCalled(String operation) {
        runUntil(operation + " is called", () -> mutations().contains(operation));
    }

    /** How an execution ended, in the words of the contracts. */
    static String verdict(Execution execution) {
        return switch (execution.status()) {
            case SUCCEEDED -> execution.output().orElseThrow().path("verdict").asText();
            case FAILED -> execution.error().orElse("no error");
            case RUNNING, TIMED_OUT, ABORTED -> execution.status().name();
        };
    }

    /** Why an execution ended so: its guard, or the text that a failed one ends with. */
    static String reason(Execution execution) {
        return execution
                .output()
                .map(output -> output.path("guard").asText())
                .or(execution::cause)
                .orElse("");
    }

    /** The clusters that take writes, whatever describes say. */
    List<String> writers() {
        return twin().front().exclusively(() -> twin().rds().writers(Walkthrough.GLOBAL_CLUSTER, now()));
    }

    /** How many instances of the recovery Region are not on their way out. */
    long instances() {
        return twin().front()
                .exclusively(() -> twin().ec2().instances(Walkthrough.RECOVERY).stream()
                        .map(sight -> sight.guest().state(now()))
                        .filter(state -> state == GuestState.PENDING || state == GuestState.RUNNING)
                        .count());
    }

    /** Where visitors are led, a minute later: the names' time to live has passed then. */
    String visitorsAreLedTo() {
        advance(Duration.ofMinutes(1));
        return twin().resolve(Walkthrough.SHOP)
                .map(FrontDoor.NameServer.Answer::host)
                .orElseThrow();
    }

    @Override
    public void close() {
        timeline().close();
    }
}
