package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way from the disaster to moved visitors, with the times of the physics' defaults. */
class SimulatedFailoverTest {

    @ParameterizedTest(name = "by {0}, called {1}")
    @CsvSource({"detach, RemoveFromGlobalCluster", "managed, FailoverGlobalCluster"})
    void anAlarmBringsTheApplicationUpInTheRecoveryRegion(String strategy, String promotion) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, plan -> promoteBy(strategy, plan))) {
            Execution failover = simulation.failOver();
            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertThat(simulation.mutations())
                    .containsSubsequence("RunInstances", "PutParameter", "PutObject")
                    .containsSubsequence(promotion, "PutParameter")
                    .containsOnlyOnce("RunInstances", promotion, "PutParameter", "PutObject");
            assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
            assertThat(simulation.instances()).isEqualTo(2);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
            assertThat(simulation.failovers()).hasSize(1);
        }
    }

    @Test
    void theOldPrimaryComesBackAndNobodyIsLedToIt() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.failOver();
            simulation.heal();
            simulation.advance(Duration.ofHours(2));
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
            assertThat(simulation.failovers()).hasSize(1);
        }
    }

    static void promoteBy(String strategy, ObjectNode plan) {
        ((ObjectNode) plan.path("databases").get(0)).put("strategy", strategy);
    }
}
