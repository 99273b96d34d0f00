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
    void aLagAboveThePlansLimitPromotesNothing() {
        try (Simulation simulation = Simulation.prepared(
                physics -> physics.withDatabase(database -> database.withReplicationLag(Duration.ofSeconds(30))),
                SimulatedGuardsTest::quick)) {
            assertAborted(simulation, "LAG_TOO_HIGH");
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
            assertThat(Simulation.verdict(failover)).isIn("SAFE_ABORTED", "NEEDS_HUMAN");
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
    void withoutAnImageInTheRecoveryRegionNoVisitorIsMoved() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, SimulatedGuardsTest::quick)) {
            assertNobodyIsMoved(simulation, "NO_USABLE_IMAGE");
        }
    }

    @Test
    void withoutCapacityForTheMinimumNoVisitorIsMoved() {
        try (Simulation simulation = Simulation.prepared(
                physics -> physics.withCompute(
                        compute -> compute.withCapacity(Capacity.plenty().withLimit(0))),
                SimulatedGuardsTest::quick)) {
            assertNobodyIsMoved(simulation, "NO_CAPACITY");
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

    private static void assertNobodyIsMoved(Simulation simulation, String guard) {
        Execution failover = simulation.failOver();
        assertThat(Simulation.verdict(failover)).isIn("SAFE_ABORTED", "NEEDS_HUMAN");
        assertThat(Simulation.reason(failover)).contains(guard);
        assertThat(simulation.mutations()).doesNotContain("PutObject");
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
    }

    private static boolean is(Call call, String service) {
        return call.service().equals(service) && call.region().equals(Walkthrough.RECOVERY);
    }

    private static void quick(ObjectNode plan) {
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
