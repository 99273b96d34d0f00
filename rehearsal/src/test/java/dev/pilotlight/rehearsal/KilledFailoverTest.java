package dev.pilotlight.rehearsal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.journal.ExecutionNames;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.states.history.HistoryEvent;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is killed in each state of the failover machine, and resumed to the same end. */
@Tag("thorough")
class KilledFailoverTest {
    private static final String MACHINE = "failover";
    private static final Duration LIMIT = Duration.ofHours(3);

    /**
     * Time for Step Functions' event, and the rule on it, to find that the run has ended without closing its record.
     */
    private static final Duration NOTICED = Duration.ofMinutes(2);

    /** Played once, and not before this class can be used by the threads of a performance. */
    private static final class Undisturbed {
        static final Map<Scene, Golden> SCENES = goldens();

        private Undisturbed() {}
    }

    /** A story that ends in one way, whether it is told in one run or in two. */
    record Scene(
            String name,
            UnaryOperator<Physics> physics,
            Consumer<ObjectNode> plan,
            boolean yes,
            Function<Simulation, Execution> begin) {

        Simulation stage() {
            return Simulation.prepared(physics, plan);
        }

        Scene rejected() {
            return new Scene(name, physics, plan, false, begin);
        }

        Scene inNature(UnaryOperator<Physics> other) {
            return new Scene(name, other, plan, yes, begin);
        }

        Scene without(Capacity capacity) {
            return inNature(nature -> nature.withCompute(compute -> compute.withCapacity(capacity)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What is left when everything is over. */
    private record End(String verdict, List<String> writers, String visitors, long instances) {}

    /** How each scene ends when nobody kills anything, in order. */
    private static Map<Scene, Golden> goldens() {
        Map<Scene, Golden> goldens = new LinkedHashMap<>();
        Stream.of(
                        scene("asked and promoted", KilledFailoverTest::careful, KilledFailoverTest::disaster),
                        scene("rejected", KilledFailoverTest::careful, KilledFailoverTest::disaster)
                                .rejected(),
                        scene("fenced with a doubt", KilledFailoverTest::fenced, KilledFailoverTest::disaster),
                        scene("healed early", plan -> {}, KilledFailoverTest::healing),
                        scene("without room", plan -> {}, KilledFailoverTest::disaster)
                                .without(Capacity.plenty().withLimit(0)),
                        scene("observed", plan -> plan.put("autonomy", "observe"), KilledFailoverTest::disaster),
                        scene("stuck at the switch", plan -> {}, KilledFailoverTest::stuckSwitch),
                        scene("without a plan", plan -> {}, KilledFailoverTest::noPlan),
                        scene("taken over", plan -> {}, KilledFailoverTest::takenOver),
                        scene("a second one by hand", plan -> {}, KilledFailoverTest::second),
                        scene("a fence that fails", KilledFailoverTest::fenced, KilledFailoverTest::failingFence),
                        scene("behind an earlier fence", KilledFailoverTest::fenced, KilledFailoverTest::earlierFence),
                        scene("past the deadline", KilledFailoverTest::impatient, KilledFailoverTest::disaster)
                                .inNature(KilledFailoverTest::slow))
                .forEach(scene -> goldens.put(scene, golden(scene)));
        return goldens;
    }

    private static Scene scene(String name, Consumer<ObjectNode> plan, Function<Simulation, Execution> begin) {
        return new Scene(name, physics -> physics, plan, true, begin);
    }

    /** The first scene in which a run can be killed in a state, by the names of the states. */
    private static Map<String, Scene> kills() {
        Map<String, JsonNode> all = states();
        Map<String, Scene> kills = new TreeMap<>();
        Undisturbed.SCENES.forEach((scene, golden) -> golden.states().stream()
                .filter(state -> !ends(requireNonNull(all.get(state))))
                .forEach(state -> kills.putIfAbsent(state, scene)));
        return kills;
    }

    static Stream<Arguments> killed() {
        return kills().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "in \"{0}\", {1}")
    @MethodSource("killed")
    void aRunThatIsKilledIsResumedToTheSameEnd(String state, Scene scene) {
        try (Simulation simulation = scene.stage()) {
            Execution run = scene.begin().apply(simulation);
            play(simulation, scene, run, Optional.of(state));
            // The last states take no time: who goes on with a run that has ended is told how.
            if (!run.end().raised()) {
                kill(simulation, run);
            }

            Execution resumed = resume(simulation, run, state);
            play(simulation, scene, resumed, Optional.empty());

            assertThat(end(simulation, resumed))
                    .as("%s %s", resumed.output(), resumed.cause())
                    .isEqualTo(requireNonNull(Undisturbed.SCENES.get(scene)).end());
        }
    }

    @ParameterizedTest(name = "in \"{0}\", {1}")
    @MethodSource("killed")
    void aRunThatIsKilledIsRedrivenToTheSameEnd(String state, Scene scene) {
        try (Simulation simulation = scene.stage()) {
            Execution run = scene.begin().apply(simulation);
            play(simulation, scene, run, Optional.of(state));
            assumeFalse(
                    run.end().raised(), "the last states take no time, and what has ended by itself is not redriven");
            kill(simulation, run);

            simulation.twin().front().exclusively(() -> {
                run.redrive();
                return run;
            });
            play(simulation, scene, run, Optional.empty());

            assertThat(end(simulation, run))
                    .as("%s %s", run.output(), run.cause())
                    .isEqualTo(requireNonNull(Undisturbed.SCENES.get(scene)).end());
        }
    }

    @Test
    void noStateIsForgotten() {
        Map<String, Scene> kills = kills();
        Set<String> entered = new TreeSet<>(NeverKilled.STATES.keySet());
        Undisturbed.SCENES.values().forEach(golden -> entered.addAll(golden.states()));
        Map<String, JsonNode> all = states();

        List<String> forgotten = new ArrayList<>();
        all.forEach((name, state) -> {
            // Whoever is killed while it waits for a step is killed between two calls of that step.
            String step = state.path("Next").asText();
            boolean waits = is("Wait", state) && (kills.containsKey(step) || NeverKilled.STATES.containsKey(step));
            if (!entered.contains(name) && !waits) {
                forgotten.add(name);
            }
        });
        assertThat(forgotten).as("states in which nobody was killed").isEmpty();
        assertThat(all.keySet()).containsAll(NeverKilled.STATES.keySet());
        assertThat(kills.keySet())
                .as("what can be killed needs no excuse")
                .doesNotContainAnyElementsOf(NeverKilled.STATES.keySet());
        System.out.println(
                "Killed in " + kills.size() + " of " + all.size() + " states; never in " + NeverKilled.STATES);
    }

    @Test
    void whereNobodyIsKilledAnotherTestGoes() {
        assertThat(NeverKilled.STATES.values()).allMatch(NeverKilled::isTested);
    }

    private static void careful(ObjectNode plan) {
        Features.managed(plan);
        fenced(plan);
        plan.put("autonomy", "approve");
    }

    private static void fenced(ObjectNode plan) {
        ((ObjectNode) plan.path("fence"))
                .put("unfenced", "ask")
                .putArray("methods")
                .add("networkAcl");
    }

    private static Execution disaster(Simulation simulation) {
        simulation.strike();
        return simulation.awaitFailover();
    }

    /** The Region is lost for visitors and for nobody else: its services answer, but this function is not allowed. */
    private static Execution failingFence(Simulation simulation) {
        simulation.denyCalls(call ->
                call.principal().equals("FencePrimary") && call.operation().equals("ReplaceNetworkAclAssociation"));
        return halfDisaster(simulation);
    }

    private static Execution halfDisaster(Simulation simulation) {
        simulation.twin().strike(Walkthrough.PRIMARY, Set.of());
        return simulation.awaitFailover();
    }

    private static Execution earlierFence(Simulation simulation) {
        Execution killed = halfDisaster(simulation);
        simulation.runUntil("the fence is up", () -> simulation.mutations().contains("ReplaceNetworkAclAssociation"));
        kill(simulation, killed);
        return resume(simulation, killed, "");
    }

    private static void impatient(ObjectNode plan) {
        Features.managed(plan);
        ((ObjectNode) plan.path("databases").path(0)).put("managedDeadline", "1m");
    }

    private static Physics slow(Physics physics) {
        return physics.withDatabase(database -> database.withPromotion(Duration.ofMinutes(20)));
    }

    private static Execution healing(Simulation simulation) {
        Execution failover = disaster(simulation);
        simulation.timeline().after(Duration.ofSeconds(30), "the outage heals", simulation::heal);
        return failover;
    }

    private static Execution stuckSwitch(Simulation simulation) {
        simulation.denyCalls(call ->
                call.principal().equals("ShiftTraffic") && call.operation().equals("PutObject"));
        return disaster(simulation);
    }

    private static Execution noPlan(Simulation simulation) {
        simulation.storePlan("{}");
        return simulation.startFailover("by-hand", Simulation.object().put("plan", "shop"));
    }

    private static Execution takenOver(Simulation simulation) {
        disaster(simulation);
        simulation.advance(Duration.ofSeconds(30));
        return simulation.startFailover("taker", takeover());
    }

    private static ObjectNode takeover() {
        return Simulation.object().put("plan", "shop").put("takeover", true).put("reason", "it hangs");
    }

    private static Execution second(Simulation simulation) {
        disaster(simulation);
        simulation.advance(Duration.ofSeconds(30));
        return simulation.startFailover("by-hand", Simulation.object().put("plan", "shop"));
    }

    private static Set<String> entered(Execution execution) {
        Set<String> states = new LinkedHashSet<>();
        execution.history().stream()
                .filter(event -> event.type().wireName().endsWith("StateEntered"))
                .forEach(event -> states.add(event.name()));
        return states;
    }

    private static void kill(Simulation simulation, Execution execution) {
        simulation.twin().front().exclusively(() -> {
            execution.stop("STOPPED", "by a test");
            return execution;
        });
        simulation.advance(NOTICED);
    }

    private static Execution resume(Simulation simulation, Execution killed, String state) {
        boolean again = killed.input().path("takeover").asBoolean()
                && Stream.of("taken over?", "Take the plan over", "Wait for the old run to end")
                        .anyMatch(state::contains);
        JsonNode input = again ? takeover() : Simulation.object().put("plan", "shop");
        return simulation.startFailover(ExecutionNames.next(killed.identity().name()), input);
    }

    /** Runs until an execution has entered a state, or has ended, and answers whoever asks meanwhile. */
    private static void play(Simulation simulation, Scene scene, Execution execution, Optional<String> until) {
        Watch watch = new Watch(execution, until);
        while (!watch.isOver()) {
            int asked = watch.asked();
            assertThat(simulation
                            .timeline()
                            .runUntil(
                                    () -> watch.isOver() || watch.asked() > asked,
                                    simulation.now().plus(LIMIT)))
                    .as("%s goes on", execution.identity().name())
                    .isTrue();
            if (!watch.isOver()) {
                simulation.answer(scene.yes());
            }
        }
    }

    /** What an execution has entered; each event is looked at once. */
    private static final class Watch {
        private final Execution execution;
        private final Optional<String> state;
        private int seen;
        private int asked;
        private boolean entered;

        Watch(Execution execution, Optional<String> state) {
            this.execution = execution;
            this.state = state;
        }

        /** Whether it has entered the state, or has ended. */
        boolean isOver() {
            look();
            return entered || execution.status() != ExecutionStatus.RUNNING;
        }

        /** How often a person was asked. */
        int asked() {
            look();
            return asked;
        }

        private void look() {
            List<HistoryEvent> history = execution.history();
            while (seen < history.size()) {
                HistoryEvent event = history.get(seen++);
                if (event.type().wireName().endsWith("StateEntered")) {
                    entered |= state.filter(event.name()::equals).isPresent();
                    asked += event.name().startsWith("Ask a person") ? 1 : 0;
                }
            }
        }
    }

    private static End end(Simulation simulation, Execution execution) {
        simulation.advance(Duration.ofMinutes(2));
        return new End(
                Simulation.verdict(execution),
                simulation.writers(),
                simulation.visitorsAreLedTo(),
                simulation.instances());
    }

    /** How a scene ends when nobody kills anything, and which states it goes through. */
    private record Golden(End end, Set<String> states) {}

    private static Golden golden(Scene scene) {
        try (Simulation simulation = scene.stage()) {
            Execution execution = scene.begin().apply(simulation);
            play(simulation, scene, execution, Optional.empty());
            return new Golden(end(simulation, execution), entered(execution));
        }
    }

    /** The states of the machine, wherever they stand. */
    private static Map<String, JsonNode> states() {
        Map<String, JsonNode> states = new TreeMap<>();
        Machine.read(MACHINE).flows().forEach(flow -> states.putAll(flow.states()));
        return states;
    }

    private static boolean ends(JsonNode state) {
        return is("Succeed", state) || is("Fail", state);
    }

    private static boolean is(String type, JsonNode state) {
        return state.path("Type").asText().equals(type);
    }
}
