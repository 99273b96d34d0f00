package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages that end by themselves. */
@Tag("thorough")
class SimulatedFalseAlarmTest {

    @ParameterizedTest(name = "after {0} s of 60")
    @ValueSource(ints = {1, 30, 55})
    void anOutageThatHealsInsideTheWindowChangesNothing(int seconds) {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.advance(Duration.ofSeconds(seconds));
            simulation.heal();
            simulation.runToEnd(failover);
            assertThat(Simulation.verdict(failover)).isEqualTo("STOOD_DOWN");
            assertThat(simulation.attempts()).isEmpty();
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        }
    }

    @Test
    void anOutageThatHealsBeforeThePromotionIsUndone() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.strike();
            simulation.runUntilCalled("RunInstances");
            simulation.heal();
            Execution failover = simulation.runToEnd(simulation.awaitFailover());
            assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(failover)).isEqualTo("OUTAGE_OVER");
            assertThat(simulation.mutations()).contains("TerminateInstances").doesNotContain("RemoveFromGlobalCluster");
            assertThat(simulation.instances()).isZero();
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        }
    }

    @Test
    void anOutageThatHealsAfterThePromotionIsNotTurnedBack() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.strike();
            simulation.runUntilCalled("RemoveFromGlobalCluster");
            simulation.heal();
            Execution failover = simulation.runToEnd(simulation.awaitFailover());
            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
            assertThat(simulation.mutations()).doesNotContain("TerminateInstances");
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }
}
