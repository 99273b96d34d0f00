package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops a failover, and what is left behind when it does. */
class SimulatedGuardsTest {

    @Test
    void aLagAboveThePlansLimitPromotesNothingUnlessAPersonSaysSo() {
        try (Simulation simulation = Simulation.prepared(
                physics -> physics.withDatabase(database -> database.withReplicationLag(Duration.ofSeconds(30))),
                plan -> {
                    quick(plan);
                    ((ObjectNode) plan.path("databases").path(0)).put("maxLag", "10s");
                })) {
            assertAborted(simulation, "APPROVAL_EXPIRED");
            assertThat(simulation.twin().topics().publications(Walkthrough.TOPIC))
                    .anyMatch(message -> message.message().contains("LAG_TOO_HIGH"));
        }
    }

    @Test
    void aLagThatCannotBeReadPromotesNothing() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedGuardsTest::quick)) {
            simulation.breakCalls(call -> is(call, "monitoring"));
            Execution failover = simulation.failOver();
            assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
            assertUndone(simulation);
        }
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"rds", "ec2", "sts"})
    void aRecoveryRegionThatCannotTakeOverPromotesNothing(String service) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedGuardsTest::quick)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.advance(Duration.ofSeconds(2));
            simulation.breakCalls(call -> is(call, service));
            simulation.runToEnd(failover);
            assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
            assertThat(simulation.mutations())
                    .doesNotContain("RemoveFromGlobalCluster", "FailoverGlobalCluster", "PutObject");
        }
    }

    @Test
    void aPlanThatOnlyObservesChangesNothing() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, plan -> {
            quick(plan);
            plan.put("autonomy", "observe");
        })) {
            Execution failover = simulation.failOver();
            assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(failover)).isEqualTo("OBSERVE_ONLY");
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    @Test
    void withoutAnImageInTheRecoveryRegionNothingIsPromoted() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, SimulatedGuardsTest::quick)) {
            assertNothingIsPromoted(simulation, "NO_USABLE_IMAGE");
        }
    }

    @Test
    void withoutCapacityForTheMinimumNothingIsPromoted() {
        try (Simulation simulation = Simulation.prepared(
                physics -> physics.withCompute(
                        compute -> compute.withCapacity(Capacity.plenty().withLimit(0))),
                SimulatedGuardsTest::quick)) {
            assertNothingIsPromoted(simulation, "NO_CAPACITY");
        }
    }

    private static void assertAborted(Simulation simulation, String guard) {
        Execution failover = simulation.failOver();
        assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
        assertThat(Simulation.reason(failover)).isEqualTo(guard);
        assertUndone(simulation);
    }

    private static void assertUndone(Simulation simulation) {
        assertThat(simulation.mutations())
                .doesNotContain("RemoveFromGlobalCluster", "FailoverGlobalCluster", "PutObject");
        assertThat(simulation.instances()).isZero();
        simulation.heal();
        assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
    }

    private static void assertNothingIsPromoted(Simulation simulation, String guard) {
        Execution failover = simulation.failOver();
        assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
        assertThat(Simulation.reason(failover)).isEqualTo(guard);
        assertUndone(simulation);
    }

    private static boolean is(Call call, String service) {
        return call.service().equals(service) && call.region().equals(Walkthrough.RECOVERY);
    }

    private static void quick(ObjectNode plan) {
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
