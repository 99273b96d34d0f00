package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.service.rds.PromotionEffect;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole way home, from the repaired Region to visitors who are served there again. */
class SimulatedFailbackTest {
    private static final Duration DAYS = Duration.ofDays(5);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** A world in which a failover has succeeded and the old primary's Region is back; building is quick there. */
    static Simulation failedOver(Consumer<ObjectNode> plan) {
        Simulation simulation = Simulation.prepared(SimulatedFailbackTest::quick, plan);
        assertThat(Simulation.verdict(simulation.failOver())).isEqualTo("SUCCEEDED");
        simulation.heal();
        return simulation;
    }

    static Physics quick(Physics physics) {
        return physics.withDatabase(
                database -> database.withPromotion(A_MINUTE).withBuilding(A_MINUTE, Duration.ofMinutes(5), A_MINUTE));
    }

    static Execution start(Simulation simulation) {
        return simulation.start("failback", "home-1", Simulation.object().put("plan", "shop"));
    }

    private static void assertSucceeded(Execution failback) {
        assertThat(Simulation.verdict(failback))
                .as("%s %s", failback.output(), failback.cause())
                .isEqualTo("SUCCEEDED");
    }

    private static List<Promotion> promotions(Simulation simulation) {
        return simulation.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER).stream()
                .map(PromotionEffect::how)
                .toList();
    }

    private static List<String> databasesAtHome(Simulation simulation) {
        return simulation.twin().rds().everything(Walkthrough.PRIMARY, simulation.now());
    }

    @Test
    void afterADetachTheReplicationIsRebuiltAndTheOldPrimaryKept() {
        try (Simulation simulation = failedOver(plan -> {})) {
            List<String> rules = simulation.networkRules();
            Execution failback = start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertSucceeded(failback);
            assertThat(rules).isNotEmpty();
            assertThat(simulation.networkRules()).isEqualTo(rules);
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
            assertThat(databasesAtHome(simulation))
                    .containsExactlyInAnyOrder(
                            "cluster shop-east",
                            "database instance shop-east-e3-1",
                            "cluster shop-east-kept-e3",
                            "database instance shop-east-1",
                            "cluster snapshot shop-east-before-failback-e3");
            assertThat(promotions(simulation)).containsExactly(Promotion.DETACH, Promotion.SWITCHOVER);
            assertThat(simulation.instances()).isZero();
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        }
    }

    @Test
    void afterAManagedFailoverTheOldPrimaryRejoinsByItself() {
        try (Simulation simulation = failedOver(Features::managed)) {
            List<String> rules = simulation.networkRules();
            Execution failback = start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertSucceeded(failback);
            assertThat(simulation.networkRules()).isEqualTo(rules);
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
            assertThat(databasesAtHome(simulation))
                    .contains("cluster shop-east", "database instance shop-east-1")
                    .anyMatch(name -> name.startsWith("cluster snapshot unplanned-global-failover-shop-east-"))
                    .noneMatch(name -> name.contains("kept"));
            assertThat(promotions(simulation)).containsExactly(Promotion.FAILOVER, Promotion.SWITCHOVER);
            assertThat(simulation.instances()).isZero();
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        }
    }

    @Test
    @Tag("thorough")
    void theFenceOfTheFailoverIsTakenDownOnTheWayHome() {
        try (Simulation simulation = Simulation.prepared(
                SimulatedFailbackTest::quick,
                plan -> plan.putObject("fence")
                        .put("timeout", "60s")
                        .put("unfenced", "allow")
                        .putArray("methods")
                        .add("networkAcl"))) {
            List<String> rules = simulation.networkRules();
            simulation.advance(Duration.ofMinutes(10));
            simulation.twin().strike(Walkthrough.PRIMARY, Set.of());
            simulation.runUntil("a failover", () -> !simulation.failovers().isEmpty());
            assertSucceeded(simulation.runToEnd(simulation.failovers().getFirst()));
            assertThat(simulation.networkRules())
                    .as("the old primary is behind the fence")
                    .isNotEqualTo(rules);
            simulation.heal();
            Execution failback = start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertSucceeded(failback);
            assertThat(simulation.networkRules()).isEqualTo(rules);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        }
    }

    @Test
    @Tag("thorough")
    void afterTheWayHomeTheNextOutageIsFailedOverAgain() {
        try (Simulation simulation = failedOver(Features::managed)) {
            Execution failback = start(simulation);
            simulation.answer(true);
            assertSucceeded(simulation.runToEnd(failback, DAYS));
            simulation.advance(Duration.ofHours(2));
            simulation.strike();
            simulation.runUntil("another failover", () -> simulation.failovers().size() == 2);
            Execution next = simulation.runToEnd(simulation.failovers().getLast());
            assertThat(Simulation.verdict(next))
                    .as("%s %s", next.output(), next.cause())
                    .isEqualTo("SUCCEEDED");
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }
}
