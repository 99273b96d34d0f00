package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.service.cloudwatch.AlarmState;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may start a failover, how often they say it, and that it is one run all the same. */
class SimulatedTriggerTest {
    private static final List<String> SHAPES = List.of("alarm-eventbridge", "alarm-direct", "alarm-sns");

    @ParameterizedTest(name = "{0} times each")
    @ValueSource(ints = {2, 10})
    void anAlarmThatIsDeliveredAgainInEveryShapeStartsOneRun(int times) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedTriggerTest::quick)) {
            simulation.strike();
            awaitAlarm(simulation);
            for (int time = 0; time < times; time++) {
                SHAPES.forEach(shape -> deliver(simulation, shape));
            }
            Execution failover = simulation.runToEnd(simulation.awaitFailover());
            SHAPES.forEach(shape -> deliver(simulation, shape));
            simulation.advance(Duration.ofMinutes(10));
            assertThat(simulation.failovers()).containsExactly(failover);
            assertThat(failover.identity().name()).isEqualTo("shop-1");
            assertThat(failover.input()).hasToString("{\"plan\":\"shop\",\"outage\":1}");
            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void anAlarmThatNoLongerRingsStartsNothing() {
        try (Simulation simulation = Simulation.prepared()) {
            deliver(simulation, "alarm-ok");
            simulation.advance(Duration.ofMinutes(10));
            assertThat(simulation.failovers()).isEmpty();
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    @Test
    void theConsoleNeedsNoInputWhenThereIsOnePlan() {
        assertStartedByHand(Simulation.object());
    }

    @Test
    void theConsoleMayNameThePlan() {
        assertStartedByHand(Simulation.object().put("plan", "shop"));
    }

    @Test
    void aPersonMayDeclareAnOutage() {
        assertStartedByHand(
                Simulation.object().put("plan", "shop").put("declared", true).put("reason", "the status page says so"));
    }

    @Test
    void aStartByHandWithoutAnOutageChangesNothing() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedTriggerTest::quick)) {
            Execution failover = simulation.runToEnd(simulation.startFailover("by-hand", Simulation.object()));
            assertThat(Simulation.verdict(failover)).isEqualTo("STOOD_DOWN");
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    @Test
    void twoStartsByHandAreOneRunThatActs() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedTriggerTest::quick)) {
            simulation.strike();
            awaitAlarm(simulation);
            Execution first = simulation.startFailover("first", Simulation.object());
            Execution second = simulation.startFailover("second", Simulation.object());
            simulation.runToEnd(first);
            simulation.runToEnd(second);
            assertThat(List.of(Simulation.verdict(first), Simulation.verdict(second)))
                    .containsExactlyInAnyOrder("SUCCEEDED", "SAFE_ABORTED");
            assertThat(simulation.mutations()).containsOnlyOnce("RunInstances", "RemoveFromGlobalCluster", "PutObject");
        }
    }

    private static void assertStartedByHand(JsonNode input) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedTriggerTest::quick)) {
            simulation.strike();
            awaitAlarm(simulation);
            Execution failover = simulation.runToEnd(simulation.startFailover("by-hand", input));
            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            simulation.advance(Duration.ofMinutes(5));
            assertThat(simulation.failovers()).as("the alarm joins it").containsExactly(failover);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }

    /** Until the alarm rings; its own event is on its way then. */
    private static void awaitAlarm(Simulation simulation) {
        simulation.runUntil(
                "the alarm rings",
                () -> simulation
                        .twin()
                        .front()
                        .exclusively(() -> simulation
                                .twin()
                                .cloudWatch()
                                .state(Walkthrough.PRIMARY, Walkthrough.ALARM)
                                .filter(state -> state.value() == AlarmState.Value.ALARM)
                                .isPresent()));
    }

    private static void deliver(Simulation simulation, String shape) {
        String event;
        try {
            event = Files.readString(
                    Simulation.repository().root().resolve("events").resolve(shape + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String rang = simulation.now().toString().substring(0, 16);
        simulation.twin().functions().invokeLater("StartFailover", event.replace("2026-03-01T12:00", rang));
    }

    private static void quick(ObjectNode plan) {
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
