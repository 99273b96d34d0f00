package dev.pilotlight.twin.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Outages;
import dev.pilotlight.twin.service.Identifiers;
import dev.pilotlight.twin.service.autoscaling.AutoScaling;
import dev.pilotlight.twin.service.cloudwatch.AlarmChange;
import dev.pilotlight.twin.service.cloudwatch.AlarmEvent;
import dev.pilotlight.twin.service.cloudwatch.CloudWatchService;
import dev.pilotlight.twin.service.dynamodb.DynamoDbService;
import dev.pilotlight.twin.service.ec2.Artifact;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.service.elb.LoadBalancing;
import dev.pilotlight.twin.service.events.EventBridge;
import dev.pilotlight.twin.service.iam.Iam;
import dev.pilotlight.twin.service.kms.Kms;
import dev.pilotlight.twin.service.lambda.FunctionUrls;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.service.lambda.Invocations;
import dev.pilotlight.twin.service.lambda.LambdaService;
import dev.pilotlight.twin.service.quotas.ServiceQuotas;
import dev.pilotlight.twin.service.rds.RdsService;
import dev.pilotlight.twin.service.route53.Route53Service;
import dev.pilotlight.twin.service.routing.RoutingCluster;
import dev.pilotlight.twin.service.s3.S3Service;
import dev.pilotlight.twin.service.secretsmanager.SecretsManager;
import dev.pilotlight.twin.service.sns.SnsService;
import dev.pilotlight.twin.service.ssm.SsmService;
import dev.pilotlight.twin.service.stepfunctions.StepFunctions;
import dev.pilotlight.twin.service.sts.Sts;
import dev.pilotlight.twin.states.ExecutionIdentity;
import dev.pilotlight.twin.states.Interpreter;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.time.Timeline;
import dev.pilotlight.twin.wire.CallContext;
import dev.pilotlight.twin.wire.Front;
import dev.pilotlight.twin.wire.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Two AWS Regions in one JVM: every service, what stands behind it, and the ways to it. */
public final class Twin {
    /** The account that everything in a twin belongs to. */
    public static final String ACCOUNT = "111111111111";

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(30);
    private static final long SEED = 1;

    /** The part of an image's making by which its event is late at most. */
    private static final int EVENT_DELAY = 20;

    private final Timeline timeline;
    private final Nature nature;
    private final Weather weather;
    private final Identifiers identifiers = new Identifiers();
    private final Ec2Service ec2;
    private final RdsService rds;
    private final LoadBalancing balancers;
    private final S3Service s3;
    private final AutoScaling scaling;
    private final SecretsManager secrets = new SecretsManager();
    private final RoutingCluster routing = new RoutingCluster();
    private final SsmService parameters = new SsmService();
    private final Iam identities = new Iam();
    private final Kms keys = new Kms();
    private final ServiceQuotas quotas = new ServiceQuotas();
    private final SnsService topics;
    private final DynamoDbService tables;
    private final CloudWatchService cloudWatch;
    private final Route53Service route53;
    private final EventBridge events;
    private final StepFunctions stepFunctions;
    private final Internet internet;
    private final Front front;
    private final Functions functions;
    private final FunctionUrls functionUrls;
    private final List<BiConsumer<ExecutionIdentity, HistoryEvent>> storyListeners = new CopyOnWriteArrayList<>();

    /** @param passages stand between every client and every service, outside of latency and weather */
    public Twin(Timeline timeline, Nature nature, List<Passage> passages) {
        this.timeline = timeline;
        this.nature = nature;
        this.weather = new Weather(timeline);
        Outages outages = nature.outages();
        this.ec2 = new Ec2Service(nature.hypervisor(), nature.physics(), outages, identifiers);
        this.scaling = new AutoScaling(new ScaledMachines(ec2));
        ec2.consult(scaling::images);
        ec2.onImage(this::watch);
        this.rds = new RdsService(nature.physics(), outages, identifiers, nature.secondaries());
        this.balancers = new LoadBalancing(
                nature.physics().balancing().registration(),
                nature.physics().balancing().deregistration(),
                ec2::applicationAnswers);
        this.s3 = new S3Service(identifiers);
        this.topics = new SnsService(identifiers, (subscription, message) -> {});
        this.tables = new DynamoDbService(identifiers);
        this.cloudWatch = new CloudWatchService(ACCOUNT, region -> !weather.isSilent("monitoring", region));
        this.internet =
                new Internet(weather, s3, balancers, nature.application().apply(this));
        this.events = new EventBridge(identifiers, this::deliver, this::regularly);
        RandomGenerator random = new Random(SEED);
        this.stepFunctions = new StepFunctions(
                new Interpreter(timeline, call -> tasks().run(call), random), identifiers, this::tell, this::publish);
        this.route53 = new Route53Service(timeline, cloudWatch, identifiers, internet, routing::isOn);
        this.front = new Front(
                timeline,
                ACCOUNT,
                List.of(
                        ec2,
                        scaling,
                        secrets,
                        routing,
                        rds,
                        balancers,
                        s3,
                        parameters,
                        topics,
                        tables,
                        cloudWatch,
                        route53,
                        events,
                        stepFunctions,
                        new LambdaService(deployed()),
                        identities,
                        keys,
                        quotas,
                        new Sts()),
                passages(passages),
                internet);
        this.functions = new Functions(
                front, FUNCTION_TIMEOUT, nature.physics().functions().coldStart());
        this.functionUrls = new FunctionUrls(functions, timeline, ACCOUNT);
        internet.connect(front, this::resolve);
        internet.connect(functionUrls);
        cloudWatch.onChange(this::announce);
    }

    public Timeline timeline() {
        return timeline;
    }

    public Nature nature() {
        return nature;
    }

    public Front front() {
        return front;
    }

    public Internet internet() {
        return internet;
    }

    public Functions functions() {
        return functions;
    }

    public FunctionUrls functionUrls() {
        return functionUrls;
    }

    public Ec2Service ec2() {
        return ec2;
    }

    public AutoScaling scaling() {
        return scaling;
    }

    public SecretsManager secrets() {
        return secrets;
    }

    public RoutingCluster routing() {
        return routing;
    }

    public RdsService rds() {
        return rds;
    }

    public LoadBalancing balancers() {
        return balancers;
    }

    public S3Service s3() {
        return s3;
    }

    public SsmService parameters() {
        return parameters;
    }

    public Iam identities() {
        return identities;
    }

    public Kms keys() {
        return keys;
    }

    public ServiceQuotas quotas() {
        return quotas;
    }

    public SnsService topics() {
        return topics;
    }

    public DynamoDbService tables() {
        return tables;
    }

    public CloudWatchService cloudWatch() {
        return cloudWatch;
    }

    public Route53Service route53() {
        return route53;
    }

    public EventBridge events() {
        return events;
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public Identifiers identifiers() {
        return identifiers;
    }

    /** Hears every event of every execution as it happens; it must not wait. */
    public void onStory(BiConsumer<ExecutionIdentity, HistoryEvent> listener) {
        storyListeners.add(listener);
    }

    /** What a name stands for at this moment. */
    public Optional<FrontDoor.NameServer.Answer> resolve(String name) {
        return route53.resolve(name)
                .map(answer -> new FrontDoor.NameServer.Answer(withoutRootDot(answer.value()), answer.timeToLive()));
    }

    private static String withoutRootDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** How the world itself calls when it is set up. */
    public CallContext creator(String region) {
        return new CallContext(region, ACCOUNT, "world", "00000000-0000-4000-8000-000000000000", timeline.now());
    }

    /** Does something again and again in a task of its own, with the twin to itself. */
    public Timeline.Task every(Duration pause, String name, Runnable work) {
        return timeline.start(name, () -> {
            try {
                while (true) {
                    front.exclusively(() -> {
                        work.run();
                        return name;
                    });
                    timeline.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * A Region's servers and instances are gone, and some of its endpoints answer nobody.
     *
     * @param silent the signing names of the services that hang
     */
    public void strike(String region, Set<String> silent) {
        nature.outages().strike(region, timeline.now());
        weather.silence(region, silent);
    }

    /** A Region is gone altogether: also its metrics, its events, its schedules and every site in it. */
    public void swallow(String region) {
        nature.outages().strike(region, timeline.now());
        weather.swallow(region);
    }

    /** Nothing in a Region reaches the internet any more; nothing else is wrong. */
    public void cutOff(String region) {
        weather.cutOff(region);
    }

    /** The internet as functions in a Region reach it. */
    public WayOut wayOut(String region) {
        return new WayOut(timeline, weather, region);
    }

    /** The Region is back, with what it held. */
    public void heal(String region) {
        nature.outages().heal(region);
        weather.clear(region);
    }

    private List<Passage> passages(List<Passage> outer) {
        List<Passage> all = new ArrayList<>(outer);
        Duration latency = nature.physics().calls().latency();
        if (latency.isPositive()) {
            all.add(new Latency(timeline, latency));
        }
        all.add(weather);
        all.add(new Invocations(this::functions));
        return all;
    }

    /** The functions, which come to be after the services. */
    private LambdaService.Invocable deployed() {
        return new LambdaService.Invocable() {
            @Override
            public boolean isDeployed(String name) {
                return functions().isDeployed(name);
            }

            @Override
            public void invokeLater(String name, String event) {
                functions().invokeLater(name, event);
            }
        };
    }

    private LambdaTasks tasks() {
        return new LambdaTasks(functions, new ServiceTasks(this::front));
    }

    /** Fires a schedule of a Region, the first time after one period; a Region that is gone fires nothing. */
    private void regularly(String region, Duration period, String name, Predicate<Instant> firing) {
        timeline.start(name, () -> {
            try {
                do {
                    timeline.sleep(period);
                } while (weather.isGone(region) || front.exclusively(() -> firing.test(timeline.now())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void announce(AlarmChange change) {
        events.publish(change.region(), AlarmEvent.forEventBridge(change, identifiers.uuid()));
    }

    /** Tells the bus of an image's Region when the image is there, a twentieth of its making later at most. */
    private void watch(String region, String imageId) {
        Instant begun = timeline.now();
        timeline.start("image " + imageId, () -> {
            try {
                do {
                    long past = Duration.between(begun, timeline.now()).toSeconds();
                    timeline.sleep(Duration.ofSeconds(Math.max(1, past / EVENT_DELAY)));
                } while (front.exclusively(() -> isAwaited(region, imageId)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether an image is still on its way; when it is not any more, the event is published. */
    private boolean isAwaited(String region, String imageId) {
        Optional<Artifact.State> state = ec2.artifact(region, imageId).map(artifact -> artifact.state(timeline.now()));
        if (state.isEmpty() || weather.isGone(region)) {
            return false;
        }
        return switch (state.get()) {
            case Artifact.Pending _ -> true;
            case Artifact.Complete _ -> told(region, imageId, Optional.empty());
            case Artifact.Failed failed -> told(region, imageId, Optional.of(failed.reason()));
        };
    }

    private boolean told(String region, String imageId, Optional<String> failure) {
        events.publish(region, ImageEvent.of(imageId, failure, identifiers.uuid(), creator(region)));
        return false;
    }

    /** Puts a service's own event onto a bus, in a task of its own because the caller may be anywhere. */
    private void publish(String region, ObjectNode event) {
        timeline.start(
                "publish " + event.path("detail-type").asText(),
                () -> front.exclusively(() -> {
                    events.publish(region, event);
                    return region;
                }));
    }

    /** Targets are functions, or the default bus of another Region. */
    private void deliver(String targetArn, String event) {
        timeline.after(nature.tempo().delivery(), "deliver to " + targetArn, () -> deliverNow(targetArn, event));
    }

    private void deliverNow(String targetArn, String event) {
        String[] parts = targetArn.split(":", -1);
        if (weather.isGone(parts[3])) {
            return;
        }
        if (parts[2].equals("events")) {
            front.exclusively(() -> {
                events.publish(parts[3], event);
                return targetArn;
            });
        } else {
            functions.invokeLater(parts[parts.length - 1], event);
        }
    }

    private void tell(ExecutionIdentity execution, HistoryEvent event) {
        storyListeners.forEach(listener -> listener.accept(execution, event));
    }
}
