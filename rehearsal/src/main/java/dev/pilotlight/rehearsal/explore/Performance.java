package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.aws.KnownPlans;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import dev.pilotlight.rehearsal.faults.Interference;
import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.invariants.Inspection;
import dev.pilotlight.rehearsal.invariants.Violation;
import dev.pilotlight.rehearsal.memory.RememberedFunction;
import dev.pilotlight.rehearsal.memory.RememberingSites;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.rehearsal.world.Furnishing;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.lambda.Functions;
import dev.pilotlight.twin.service.lambda.Handler;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.wire.HttpResponse;
import dev.pilotlight.twin.wire.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One scenario played once with some faults. The same cast, scenario and faults always give the same recording, byte
 * for byte: time is virtual, and nothing else is asked.
 */
public final class Performance {
    private static final Duration DARKNESS = Duration.ofMinutes(5);
    private static final Duration JUMP = Duration.ofMinutes(15);
    private static final Duration FOR_EVER = Duration.ofDays(30);

    private final Scenario scenario;
    private final Seed seed;
    private final boolean detailed;
    private final Interference interference;
    private final Gate gate;
    private final Witness witness;
    private final Deliveries deliveries;
    private final Stage stage;
    private final Executions executions;
    private final Opening opening;
    private final Approver approver;
    private final VirtualTimeline timeline;
    private final Truth truth;
    private final Inspection inspection;
    private final Story story = new Story();
    private final List<Violation> comparison = new ArrayList<>();
    private Instant began;
    private boolean leftToAPerson;
    private Duration clockSkew = Duration.ZERO;

    private Performance(VirtualTimeline timeline, Cast cast, Scenario scenario, List<Fault> faults, boolean detailed) {
        this.timeline = timeline;
        this.scenario = scenario;
        this.seed = new Seed(scenario.name(), faults);
        this.detailed = detailed;
        boolean home = scenario.purpose() == Purpose.HOMECOMING;
        Physics physics = FaultyNature.physics(
                cast.physics(),
                faults,
                (home ? cast.plan().regions().primary() : cast.plan().regions().recovery()).value(),
                scenario.launched(cast.plan()));
        this.interference = new Interference(timeline, faults, this::let);
        this.gate = new Gate(timeline, interference, detailed);
        this.deliveries = new Deliveries(timeline, this::functions, faults);
        this.witness = new Witness(timeline, physics.calls().latency());
        List<Passage> passages = new ArrayList<>(List.of(gate, witness));
        passages.addAll(cast.passages());
        Rigging rigging = new Rigging(
                cast.scripts(),
                cast.clients(),
                wayOut -> new RememberingSites(new Probes(wayOut, this::probe)),
                passages,
                (name, surroundings, handler) ->
                        deliveries.counted(name, remembered(cast, name, surroundings, handler)),
                () -> clockSkew,
                cast.memory().map(RememberedFunction.Memory::plans).orElseGet(KnownPlans::new));
        this.stage = Stage.simulated(timeline, cast.document(), physics.withLatency(Duration.ZERO), rigging);
        Furnishing.furnish(stage.twin(), cast.plan());
        this.truth = new Truth(stage.twin(), cast.plan());
        Purpose purpose = scenario.purpose();
        this.inspection = new Inspection(
                () -> purpose.invariants(cast.policies()),
                purpose.whenGivenUp().map(then -> () -> then.invariants(cast.policies())),
                truth);
        this.approver = new Approver(stage, cast.plan());
        this.executions = new Executions(stage, scenario, truth, approver);
        this.opening = new Opening(stage, scenario, truth, executions::toTheEnd);
        this.began = timeline.now();
        gate.watch(followsAFailover() ? truth.home()::situation : truth::situation);
    }

    /**
     * Plays a scenario. If that breaks down, the recording says so, and ends there.
     *
     * @param detailed whether every call is written down, and the story told
     * @throws UnplayableException when the scenario cannot even begin with this plan, whatever the faults
     * @throws RuntimeException what broke it down, when the calling thread was interrupted as well
     * @throws VirtualMachineError when the process is at its end, for example for lack of memory
     */
    public static Recording of(Cast cast, Scenario scenario, List<Fault> faults, boolean detailed) {
        try (VirtualTimeline timeline = Stage.timelineOfASimulation()) {
            Optional<Performance> begun = Optional.empty();
            try {
                Performance performance = new Performance(timeline, cast, scenario, faults, detailed);
                begun = Optional.of(performance);
                return performance.play();
            } catch (RuntimeException | Error failure) {
                boolean neverPlayable = failure instanceof UnplayableException && faults.isEmpty();
                if (neverPlayable || Breakdown.endsEverything(failure)) {
                    throw failure;
                }
                return begun.map(performance -> performance.brokenOff(failure))
                        .orElseGet(() -> new Breakdown(failure, 0)
                                .beforeAnything(new Seed(scenario.name(), faults), timeline.now()));
            }
        }
    }

    private Recording play() {
        prepare();
        begin();
        executions.playAll();
        Ending ending = executions.ending();
        inspection.atEnd(ending);
        List<String> application = application();
        int calls = gate.calls();
        int delivered = deliveries.count();
        Optional<Instant> served = executions.served();
        clockSkew = Duration.ZERO;
        interference.lift();
        if (followsAFailover()) {
            opening.repair();
        }
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
                application(),
                leftToAPerson,
                gate.sites(),
                gate.struck(),
                gate.exchanges(),
                story.told(gate.exchanges(), truth.journal()));
    }

    private Recording brokenOff(Throwable failure) {
        Breakdown breakdown = Breakdown.of(failure, gate.calls());
        List<Violation> violations = new ArrayList<>(inspection.violations());
        violations.add(breakdown.violation(timeline.now()));
        return new Recording(
                seed,
                breakdown.ending(),
                began,
                Optional.empty(),
                gate.calls(),
                deliveries.count(),
                List.copyOf(violations),
                List.of(),
                List.of(),
                false,
                gate.sites(),
                gate.struck(),
                gate.exchanges(),
                story.brokenOff(gate.exchanges(), breakdown));
    }

    private List<String> application() {
        return followsAFailover() ? truth.home().application() : truth.application();
    }

    private boolean followsAFailover() {
        return scenario.purpose().followsAFailover();
    }

    /** The world before the curtain rises; from then on calls count, and faults and invariants are there. */
    private void prepare() {
        if (detailed) {
            stage.twin().onStory(story::heard);
        }
        if (!followsAFailover()) {
            curtainRises();
        }
        opening.play();
        if (followsAFailover()) {
            curtainRises();
        }
        began = timeline.now();
    }

    private void curtainRises() {
        clockSkew = FaultyNature.clockSkew(seed.faults());
        truth.curtainRises();
        truth.oldData().cluster().ifPresent(approver::names);
        executions.curtainRises();
        deliveries.begin();
        gate.open();
        inspection.begin();
        witness.report(inspection);
    }

    private void begin() {
        if (scenario.disaster()) {
            story.line(timeline.now(), "the primary Region fails");
            opening.strike();
        }
        switch (scenario.start()) {
            case ALARM -> opening.awaitAlarm(scenario.machine());
            case PERSON -> executions.begin();
        }
    }

    /** Goes on after the cause was removed. */
    private void resume(Ending ending) {
        Resumption resumption = new Resumption(stage, scenario, truth);
        if (resumption.isPointless(ending)) {
            return;
        }
        Execution again = resumption.after(ending);
        String name = again.identity().name();
        story.line(timeline.now(), "the faults are lifted, and " + name + " goes on");
        executions.play(again);
        Ending second = Ending.of(again);
        inspection.atEnd(second);
        story.line(timeline.now(), name + " has ended as " + second.verdict() + ": " + second.why());
        leftToAPerson = !seed.faults().isEmpty() && second.leftToAPerson();
        if (!second.succeeded() && !leftToAPerson && !FaultyNature.isScarce(seed.faults())) {
            comparison.add(new Violation(
                    "L1",
                    0,
                    timeline.now(),
                    "resumed without faults as " + name + ", the run ended as " + second.verdict() + ": "
                            + second.why()));
        }
    }

    private void let(Incident incident) {
        story.line(timeline.now(), incident.title());
        switch (incident) {
            case SECOND_EXECUTION -> executions.beginAgain();
            case TAKEOVER -> executions.takeOver();
            case LOST -> opening.strike();
            case GIVEN_UP -> {
                opening.strike();
                executions.giveUp();
            }
            case HEAL -> {
                truth.primaryHeals();
                stage.twin().heal(truth.primary());
            }
            case CLOCK_BACK -> clockSkew = clockSkew.minus(JUMP);
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

    private Functions functions() {
        return stage.twin().functions();
    }
}
