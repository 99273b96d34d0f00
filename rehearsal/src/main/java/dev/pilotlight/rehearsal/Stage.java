package dev.pilotlight.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.SdkClients;
import dev.pilotlight.aws.Settings;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.memory.Dialogue;
import dev.pilotlight.rehearsal.memory.RememberingClients;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.Artifact;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.InProcessClient;
import dev.pilotlight.twin.wire.InProcessTimers;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;

/** The walk-through's world with Pilot Light deployed in its recovery Region. */
public final class Stage {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final URI NOWHERE = URI.create("http://127.0.0.1");
    static final String FUNCTION_ARN = "arn:aws:lambda:us-west-2:111111111111:function:";
    private static final String WITNESS_ARN =
            "arn:aws:lambda:us-east-2:111111111111:function:" + DeployedFunctions.WITNESS;
    private static final String ASSIGNMENT = "{\"plan\":\"shop\",\"witness\":\"witness\",\"url\":\"http://"
            + Walkthrough.PRIMARY_SITE + "/health\",\"passes\":\"2xx\",\"control\":\"http://checkip.example/\"}";
    private static final String MACHINE_ARN = "arn:aws:states:us-west-2:111111111111:stateMachine:";

    private static final AwsClients REMEMBERING = rememberingClients();

    private final Twin twin;

    private Stage(Twin twin) {
        this.twin = twin;
    }

    /** A modelled world in virtual time: the same plan and physics always have the same history. */
    public static Stage simulated(Repository repository, ObjectNode plan, Physics physics) {
        return simulated(repository, plan, physics, timeline -> List.of());
    }

    /**
     * A modelled world in virtual time whose calls are watched or disturbed.
     *
     * @param passages makes what stands between every client and every service, from the outermost to the innermost
     */
    public static Stage simulated(
            Repository repository,
            ObjectNode plan,
            Physics physics,
            Function<VirtualTimeline, List<Passage>> passages) {
        VirtualTimeline timeline = timelineOfASimulation();
        return simulated(timeline, plan, physics, Rigging.plain(repository).withPassages(passages.apply(timeline)));
    }

    /**
     * A modelled world with anything between the functions and what is around them.
     *
     * @param timeline one that {@link #timelineOfASimulation} made and nobody has used yet
     */
    public static Stage simulated(VirtualTimeline timeline, ObjectNode plan, Physics physics, Rigging rigging) {
        Twin twin = new Twin(timeline, Walkthrough.modelled(timeline, physics), rigging.passages());
        Stage stage = set(plan, twin, rigging, ModelledHypervisor.complete("modelled:shop-base"));
        Walkthrough.watch(twin);
        return stage;
    }

    /** A timeline at the moment at which every simulated world begins. */
    public static VirtualTimeline timelineOfASimulation() {
        return new VirtualTimeline(START);
    }

    /** Clients for any number of simulated stages: they hold nothing that belongs to one. */
    public static AwsClients simulatedClients() {
        return simulatedClients(new InProcessClient(), new InProcessTimers());
    }

    /**
     * Clients with a memory that all simulated stages of this process share. What they remember is what the SDK makes
     * of a request and of an answer, which never differs; so nobody can tell, except by the time it takes.
     */
    static AwsClients sharedClients() {
        return REMEMBERING;
    }

    /** Clients with a memory of their own, for whoever plays the same thing again and again. */
    public static AwsClients rememberingClients() {
        return RememberingClients.over(http -> simulatedClients(http, InProcessTimers.thatNeverRing()));
    }

    private static AwsClients simulatedClients(SdkHttpClient http, ScheduledExecutorService timers) {
        return new SdkClients(
                http,
                DeployedFunctions.credentials(),
                new RegionName(Walkthrough.RECOVERY),
                Optional.of(NOWHERE),
                () -> timers);
    }

    /**
     * Sets the walk-through's world up in a twin and deploys Pilot Light there. Nobody watches it yet: see
     * {@link Walkthrough#watch}.
     *
     * @param clients how the functions reach AWS
     * @param image what the primary's instance is started from
     */
    public static Stage set(Repository repository, ObjectNode plan, Twin twin, AwsClients clients, Artifact image) {
        return set(plan, twin, Rigging.plain(repository).withClients(clients), image);
    }

    private static Stage set(ObjectNode plan, Twin twin, Rigging rigging, Artifact image) {
        Walkthrough.build(twin, image);
        Stage stage = new Stage(twin);
        stage.deploy(rigging);
        stage.store(plan);
        return stage;
    }

    public Twin twin() {
        return twin;
    }

    /** The timeline of a simulated stage, which somebody has to drive. */
    public VirtualTimeline timeline() {
        if (twin.timeline() instanceof VirtualTimeline virtual) {
            return virtual;
        }
        throw new IllegalStateException("a live stage drives itself");
    }

    /** Starts a machine as the console does. */
    public Execution start(String machine, String name, JsonNode input) {
        return twin.front()
                .exclusively(() -> twin.stepFunctions()
                        .start(
                                MACHINE_ARN + machine,
                                name,
                                input,
                                twin.timeline().now()));
    }

    /** The newest execution of a machine. */
    public Optional<Execution> latest(String machine) {
        return executions(machine).reversed().stream().findFirst();
    }

    /** The first execution of a machine. */
    public Optional<Execution> first(String machine) {
        return executions(machine).stream().findFirst();
    }

    /** Every execution of a machine, in the order in which they were started. */
    public List<Execution> executions(String machine) {
        return twin.front()
                .exclusively(() -> twin.stepFunctions().executions().stream()
                        .filter(execution ->
                                execution.identity().stateMachineName().equals(machine))
                        .toList());
    }

    /** Lets virtual time pass until an execution has ended, or the limit is reached. */
    public boolean runToEnd(Execution execution, Duration limit) {
        VirtualTimeline timeline = timeline();
        return timeline.runUntil(() -> execution.end().raised(), timeline.now().plus(limit));
    }

    /**
     * Begins what does not wait for an alarm: the witness in a third Region, and the looks from the recovery Region.
     *
     * @param schedule when both are called, which is {@code rate(1 minute)} on AWS
     */
    public void keepWatch(String schedule) {
        post("witness", schedule, ASSIGNMENT);
        twin.front().exclusively(() -> {
            twin.events()
                    .addSchedule(
                            twin.creator(Walkthrough.RECOVERY),
                            "pilot-light-watch",
                            schedule,
                            FUNCTION_ARN + "StartFailover",
                            Optional.empty());
            return schedule;
        });
    }

    /**
     * Posts a witness in a third Region.
     *
     * @param name as it stands in the plan
     * @param schedule when it looks
     * @param assignment what it is told each time
     */
    public void post(String name, String schedule, String assignment) {
        twin.front().exclusively(() -> {
            twin.events()
                    .addSchedule(
                            twin.creator(Walkthrough.WITNESS_REGION),
                            "pilot-light-" + name,
                            schedule,
                            WITNESS_ARN,
                            Optional.of(assignment));
            return name;
        });
    }

    private void deploy(Rigging rigging) {
        Map<String, String> machines = new LinkedHashMap<>();
        Repository.MACHINES.forEach(name -> machines.put(name, MACHINE_ARN + name));
        DeployedFunctions.deploy(
                twin.functions(), surroundings(Walkthrough.RECOVERY, rigging, machines), rigging.wrapping());
        DeployedFunctions.deployWitness(
                twin.functions(), surroundings(Walkthrough.WITNESS_REGION, rigging, Map.of()), rigging.wrapping());
        String url = twin.functionUrls().open(Walkthrough.RECOVERY, "AnswerApproval");
        twin.parameters()
                .seedParameter(
                        twin.creator(Walkthrough.RECOVERY),
                        "/pilot-light/approval-url",
                        "https://" + twin.functionUrls().host(url) + "/");
        machines.forEach((name, arn) -> {
            Rigging.Script script = rigging.script().of(name);
            twin.stepFunctions()
                    .add(arn, script::definition, script.text(), twin.timeline().now());
        });
    }

    /** The clients lead to the recovery Region, wherever the function runs. */
    private Surroundings surroundings(String region, Rigging rigging, Map<String, String> machines) {
        Settings settings = new Settings(
                new AccountId(Twin.ACCOUNT),
                new RegionName(region),
                Walkthrough.TABLE,
                Walkthrough.BUCKET,
                Walkthrough.TOPIC,
                machines,
                List.of(),
                new Settings.Upkeep(true, Walkthrough.EMERGENCY_ROLE));
        return new Surroundings(
                () -> now().plus(rigging.clockSkew().get()),
                this::nanoTime,
                () -> Functions.requestId().orElseThrow(),
                rigging.clients(),
                rigging.sites().apply(twin.wayOut(region)),
                settings,
                rigging.plans());
    }

    private long nanoTime() {
        return Duration.between(START, now()).toNanos();
    }

    private Instant now() {
        return Dialogue.moment().orElseGet(twin.timeline()::now);
    }

    /** Puts a plan into the bucket, where it replaces one of the same name. */
    public void store(ObjectNode plan) {
        String key = "plans/" + plan.path("plan").asText() + ".json";
        twin.s3()
                .seedObject(
                        twin.creator(Walkthrough.RECOVERY),
                        Walkthrough.BUCKET,
                        key,
                        "application/json",
                        plan.toString());
    }
}
