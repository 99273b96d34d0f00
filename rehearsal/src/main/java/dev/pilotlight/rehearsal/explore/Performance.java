package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.KnownPlans;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.faults.Interference;
import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.invariants.Inspection;
import dev.pilotlight.rehearsal.invariants.Invariants;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.memory.RememberedFunction;
import dev.pilotlight.rehearsal.memory.RememberingSites;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.JournalView;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.rehearsal.world.Furnishing;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One scenario played once with some faults. The same cast, scenario and faults always give the same recording, byte
 * for byte: time is virtual, and nothing else is asked.
 */
public final class Performance {
    private static final Duration CALM = Duration.ofSeconds(130);
    private static final Duration TRIGGER_LIMIT = Duration.ofMinutes(15);
    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final Duration DARKNESS = Duration.ofMinutes(5);
    private static final Duration FOR_EVER = Duration.ofDays(30);
    private static final Set<String> SILENT_IN_A_DISASTER = Set.of("ec2", "rds", "s3");

    private final Scenario scenario;
    private final Seed seed;
    private final boolean detailed;
    private final Interference interference;
    private final Gate gate;
    private final Witness witness;
    private final Stage stage;
    private final VirtualTimeline timeline;
    private final Truth truth;
    private final Inspection inspection;
    private final Story story = new Story();
    private final List<Violation> comparison = new ArrayList<>();
    private Instant began;
    private Optional<Instant> served = Optional.empty();
    private int deliveries;
    private int starts;
    private boolean leftToAPerson;
    private boolean lifted;

    private Performance(Cast cast, Scenario scenario, List<Fault> faults, boolean detailed) {
        this.scenario = scenario;
        this.seed = new Seed(scenario.name(), faults);
        this.detailed = detailed;
        Physics physics = physics(cast, faults);
        this.timeline = Stage.timelineOfASimulation();
        this.interference = new Interference(timeline, faults, this::let);
        this.gate = new Gate(timeline, interference, detailed);
        this.witness = new Witness(timeline, physics.calls().latency());
        List<Passage> passages = new ArrayList<>(List.of(gate, witness));
        passages.addAll(cast.passages());
        Rigging rigging = new Rigging(
                cast.scripts(),
                cast.clients(),
                wayOut -> new RememberingSites(new Probes(wayOut, this::probe)),
                passages,
                (name, surroundings, handler) -> counted(name, remembered(cast, name, surroundings, handler)),
                skew(faults),
                cast.memory().map(RememberedFunction.Memory::plans).orElseGet(KnownPlans::new));
        this.stage = Stage.simulated(timeline, cast.document(), physics.withLatency(Duration.ZERO), rigging);
        Furnishing.furnish(stage.twin(), cast.plan());
        this.truth = new Truth(stage.twin(), cast.plan());
        this.inspection = new Inspection(Invariants.all(cast.policies(), scenario.failsOver()), truth);
        this.began = timeline.now();
        gate.watch(truth);
        witness.report(inspection);
    }

    /**
     * Plays a scenario.
     *
     * @param detailed whether every call is written down, and the story told
     */
    public static Recording of(Cast cast, Scenario scenario, List<Fault> faults, boolean detailed) {
        Performance performance = new Performance(cast, scenario, faults, detailed);
        try {
            return performance.play();
        } finally {
            performance.timeline.close();
        }
    }

    private Recording play() {
        prepare();
        Optional<Execution> execution = run();
        Ending ending = execution.map(Ending::of).orElseGet(Ending::notStarted);
        timeline.advance(SETTLING);
        inspection.atEnd(ending);
        List<String> application = truth.application();
        int calls = gate.calls();
        int delivered = deliveries;
        lifted = true;
        interference.lift();
        gate.lift();
        story.line(timeline.now(), "the run has ended as " + ending.verdict() + ": " + ending.why());
        resume(ending);
        List<Violation> violations = new ArrayList<>(inspection.violations());
        violations.addAll(comparison);
        return new Recording(
                seed,
                ending,
                began,
                served,
                calls,
                delivered,
                List.copyOf(violations),
                application,
                truth.application(),
                leftToAPerson,
                gate.sites(),
                gate.struck(),
                gate.exchanges(),
                story.told(gate.exchanges(), truth.journal()));
    }

    /** The world before the curtain rises: calm, and with the images a failover boots from. */
    private void prepare() {
        if (detailed) {
            stage.twin().onStory(story::heard);
        }
        if (scenario.launches()) {
            int number = 9000;
            for (Tier tier : truth.plan().tiers()) {
                if (!(tier instanceof InstanceTier launched)) {
                    continue;
                }
                Map<String, String> tags = new TreeMap<>(launched.image().tags());
                tags.put("pilotlight:verified", "in this world from its beginning");
                stage.twin()
                        .ec2()
                        .addImage(
                                truth.recovery(),
                                "ami-0000000000000%04d".formatted(++number),
                                "copy of " + tier.name(),
                                ModelledHypervisor.complete("modelled:shop-base"),
                                tags,
                                timeline.now().minus(Duration.ofHours(1)));
            }
        }
        if (scenario.failsOver()) {
            Witnesses.post(stage, truth.plan());
        }
        timeline.advance(CALM);
        began = timeline.now();
    }

    private Optional<Execution> run() {
        if (scenario.disaster()) {
            story.line(timeline.now(), "the primary Region fails");
            stage.twin().strike(truth.primary(), SILENT_IN_A_DISASTER);
        }
        switch (scenario.start()) {
            case ALARM ->
                timeline.runUntil(
                        () -> stage.latest(scenario.machine()).isPresent(),
                        timeline.now().plus(TRIGGER_LIMIT));
            case PERSON -> start(scenario.machine() + "-1", scenario.input());
        }
        // While one runs, others may be started.
        for (int run = 0; run < stage.executions(scenario.machine()).size(); run++) {
            toTheEnd(stage.executions(scenario.machine()).get(run));
        }
        return holder().or(() -> stage.first(scenario.machine()));
    }

    /** The execution that has got the plan: of several, it is the one to judge. */
    private Optional<Execution> holder() {
        Optional<String> name =
                truth.journal().lease(truth.plan().plan().value()).map(JournalView.Lease::holder);
        return stage.executions(scenario.machine()).stream()
                .filter(execution ->
                        name.filter(execution.identity().name()::equals).isPresent())
                .findFirst();
    }

    private ObjectNode takeover() {
        return scenario.input().deepCopy().put("takeover", true).put("reason", "rehearsal");
    }

    private void toTheEnd(Execution execution) {
        Instant limit = timeline.now().plus(scenario.limit());
        timeline.runUntil(
                () -> {
                    notice(execution);
                    return execution.end().raised();
                },
                limit);
    }

    private void notice(Execution execution) {
        if (!lifted && served.isEmpty() && isServed(execution)) {
            served = Optional.of(timeline.now());
        }
    }

    private boolean isServed(Execution execution) {
        return (scenario.failsOver() && truth.hasSwitch())
                ? truth.trafficMoved()
                : execution.end().raised() && Ending.of(execution).succeeded();
    }

    /** Goes on after the cause was removed. */
    private void resume(Ending ending) {
        boolean pointless = ending.succeeded()
                || hasSucceeded()
                || (scenario.failsOver() && truth.primaryDownSince().isEmpty());
        if (pointless) {
            return;
        }
        Execution again = new Resumption(stage, scenario, truth).after(ending);
        String name = again.identity().name();
        story.line(timeline.now(), "the faults are lifted, and " + name + " goes on");
        toTheEnd(again);
        timeline.advance(SETTLING);
        Ending second = Ending.of(again);
        inspection.atEnd(second);
        story.line(timeline.now(), name + " has ended as " + second.verdict() + ": " + second.why());
        leftToAPerson = !seed.faults().isEmpty() && second.leftToAPerson();
        if (!second.succeeded() && !leftToAPerson && !staysScarce()) {
            comparison.add(new Violation(
                    "L1",
                    0,
                    timeline.now(),
                    "resumed without faults as " + name + ", the run ended as " + second.verdict() + ": "
                            + second.why()));
        }
    }

    /** All is done and written down, even if the execution could not say so. */
    private boolean hasSucceeded() {
        return truth.journal().entries(truth.epoch(), "closed").stream()
                .anyMatch(closed -> closed.text("verdict").equals("SUCCEEDED"));
    }

    /** Faults can be lifted, but nobody brings room for instances. */
    private boolean staysScarce() {
        return seed.faults().stream()
                .anyMatch(fault -> fault instanceof Fault.Shortage shortage && shortage.everywhere());
    }

    private Execution start(String name, ObjectNode input) {
        ObjectNode whole = input.deepCopy().put("plan", truth.plan().plan().value());
        return stage.start(scenario.machine(), name, whole);
    }

    private void let(Incident incident) {
        story.line(timeline.now(), incident.title());
        switch (incident) {
            case SECOND_EXECUTION -> start("rival-" + ++starts, scenario.input());
            case TAKEOVER -> {
                if (stage.first(scenario.machine()).isPresent()) {
                    start("taker-" + ++starts, takeover());
                }
            }
            case HEAL -> {
                truth.primaryHeals();
                stage.twin().heal(truth.primary());
            }
            case PRIMARY_DARK -> interference.darken(truth.primary(), FOR_EVER);
            case RECOVERY_DARK -> interference.darken(truth.recovery(), DARKNESS);
        }
    }

    private HttpResponse probe(Call call, Passage.Inner inner) throws InterruptedException {
        return gate.pass(call, () -> witness.pass(call, inner));
    }

    private Handler remembered(Cast cast, String name, Surroundings surroundings, Handler shipped) {
        Handler handler = cast.wrapping().around(name, surroundings, shipped);
        return cast.memory()
                .<Handler>map(memory -> new RememberedFunction(
                        name,
                        handler,
                        memory,
                        ((RememberingSites) surroundings.sites()).sites(),
                        surroundings.clock()::instant,
                        timeline::now))
                .orElse(handler);
    }

    private Handler counted(String name, Handler handler) {
        return (event, answer) -> {
            byte[] bytes = event.readAllBytes();
            int number = ++deliveries;
            deliverAgain(number, name, bytes);
            Invocation.of(number, name, bytes).run(() -> handler.handle(new ByteArrayInputStream(bytes), answer));
        };
    }

    private void deliverAgain(int number, String function, byte[] event) {
        for (Fault fault : seed.faults()) {
            if (fault instanceof Fault.Twice twice && twice.delivery() == number) {
                timeline.after(twice.after(), "second delivery of " + function, () -> invoke(function, event));
            }
        }
    }

    private void invoke(String function, byte[] event) {
        try {
            stage.twin().functions().invoke(function, new String(event, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration skew(List<Fault> faults) {
        return faults.stream()
                .filter(Fault.Skew.class::isInstance)
                .map(fault -> ((Fault.Skew) fault).ahead())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Physics physics(Cast cast, List<Fault> faults) {
        Physics physics = cast.physics();
        for (Fault fault : faults) {
            if (fault instanceof Fault.Shortage shortage) {
                physics = physics.withCompute(compute -> compute.withCapacity(
                        scarce(compute.capacity(), shortage, cast.plan().tiers().getFirst())));
            }
        }
        return physics;
    }

    private static Capacity scarce(Capacity capacity, Fault.Shortage shortage, Tier tier) {
        int room = shortage.instance() - 1;
        return !shortage.everywhere() && tier instanceof InstanceTier launched
                ? capacity.withFree(
                        Walkthrough.RECOVERY + "a", launched.instanceTypes().getFirst(), room)
                : capacity.withLimit(room);
    }
}
