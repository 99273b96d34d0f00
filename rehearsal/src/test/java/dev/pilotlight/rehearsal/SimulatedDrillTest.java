package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.Simulation.object;
import static dev.pilotlight.rehearsal.Simulation.reason;
import static dev.pilotlight.rehearsal.Simulation.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.service.ec2.SecurityGroup;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drills of the walk-through's shop in virtual time, with everything that is there counted before and after. */
class SimulatedDrillTest {
    private static final Set<String> OF_DRILLS_ONLY = Set.of(
            "RunInstances",
            "TerminateInstances",
            "RegisterTargets",
            "DeregisterTargets",
            "DeleteVolume",
            "CreateDBClusterSnapshot",
            "RestoreDBClusterFromSnapshot",
            "CreateDBInstance",
            "DeleteDBInstance",
            "DeleteDBCluster",
            "DeleteDBClusterSnapshot");

    @AutoClose
    private Simulation simulation = drillable(plan -> {});

    private List<String> before = simulation.everything();

    /** Databases that are restored in a minute, for the time that a test takes is spent on looks at them. */
    private static Simulation drillable(Consumer<ObjectNode> plan) {
        return Simulation.prepared(SimulatedDrillTest::quick, plan);
    }

    private static Physics quick(Physics physics) {
        return physics.withDatabase(
                database -> database.withRestoration(Duration.ofSeconds(60), Duration.ofSeconds(20)));
    }

    private void replace(Simulation other) {
        simulation.close();
        simulation = other;
        before = other.everything();
    }

    private Execution start() {
        return simulation.start("drill", "drill-1", object().put("plan", "shop"));
    }

    private Execution drill() {
        return simulation.runToEnd(start());
    }

    /** After targets have drained and terminated instances are forgotten. */
    private void assertNothingIsLeft() {
        simulation.advance(Duration.ofMinutes(10));
        assertThat(simulation.everything()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(simulation.mutations()).allMatch(OF_DRILLS_ONLY::contains);
        assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
    }

    @Test
    void aDrillBringsTheShopUpOnARestoredDatabaseAndLeavesNothing() {
        Execution drill = drill();

        assertThat(verdict(drill)).as("%s %s", drill.output(), drill.cause()).isEqualTo("SUCCEEDED");
        JsonNode judgement = drill.output().orElseThrow().path("drill");
        assertThat(judgement.path("passed").asBoolean()).isTrue();
        assertThat(judgement.path("bootSeconds").asInt()).isBetween(120, 150);
        assertThat(judgement.path("checkSeconds").asInt()).isBetween(10, 20);
        assertThat(judgement.path("withinObjective").asBoolean()).isTrue();
        assertThat(judgement.path("leftForPromotionSeconds").asInt()).isBetween(800, 840);
        assertThat(simulation.mutations()).contains("RestoreDBClusterFromSnapshot", "RunInstances");
        assertThat(simulation.table()).anyMatch(item -> item.contains("sk=DRILL") && item.contains("passed=true"));
        assertNothingIsLeft();
    }

    @Test
    @Tag("thorough")
    void anObjectiveThatTheBootAloneExceedsIsMissed() {
        replace(drillable(plan -> ((ObjectNode) plan.path("objectives")).put("rto", "3m")));

        JsonNode judgement = drill().output().orElseThrow().path("drill");

        assertThat(judgement.path("passed").asBoolean()).isTrue();
        assertThat(judgement.path("withinObjective").asBoolean(true)).isFalse();
        assertNothingIsLeft();
    }

    @Test
    @Tag("thorough")
    void aGroupThatLeadsToTheWorldStopsTheDrillBeforeAnythingIsLaunched() {
        simulation
                .twin()
                .ec2()
                .addSecurityGroup(
                        Walkthrough.RECOVERY,
                        new SecurityGroup(
                                Walkthrough.DRILL_GROUP, "vpc-00000000000000201", "shop-drill", "", List.of()));
        before = simulation.everything();

        Execution drill = drill();

        assertThat(verdict(drill)).isEqualTo("SAFE_ABORTED");
        assertThat(reason(drill)).isEqualTo("DRILL_NOT_ISOLATED");
        assertThat(drill.output().orElseThrow().path("why").asText()).contains("0.0.0.0/0");
        assertThat(simulation.attempts()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void withoutADatabaseOfItsOwnAProductionImageReachesNoneAndTheDrillSaysSo() {
        replace(drillable(plan -> ((ObjectNode) plan.path("drill")).put("database", "none")));

        Execution drill = drill();

        assertThat(verdict(drill)).isEqualTo("SAFE_ABORTED");
        assertThat(reason(drill)).isEqualTo("SITE_UNHEALTHY");
        assertThat(drill.output().orElseThrow().path("drill").path("passed").asBoolean(true))
                .isFalse();
        assertThat(simulation.mutations()).doesNotContain("RestoreDBClusterFromSnapshot");
        assertNothingIsLeft();
    }

    @Test
    void aPlanWithoutAPlaceForDrillsHasNone() {
        replace(drillable(plan -> plan.remove("drill")));

        Execution drill = drill();

        assertThat(verdict(drill)).isEqualTo("SAFE_ABORTED");
        assertThat(reason(drill)).isEqualTo("INVALID_INPUT");
        assertThat(drill.output().orElseThrow().path("why").asText()).startsWith("drill: plan shop does not say where");
        assertThat(simulation.attempts()).isEmpty();
    }

    @Test
    @Tag("thorough")
    void aFailoverTakesThePlanFromADrillWhoseRemainsAreSweptAfterwards() {
        Execution drill = start();
        simulation.runUntilCalled("RunInstances");
        simulation.strike();
        Execution failover = simulation.runToEnd(simulation.awaitFailover());

        assertThat(verdict(failover)).isEqualTo("SUCCEEDED");
        assertThat(verdict(simulation.runToEnd(drill))).isEqualTo("SAFE_ABORTED");
        assertThat(reason(drill)).isEqualTo("STALE_EPOCH");
        assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
        sweep();
        assertThat(simulation.everything().stream().filter(what -> what.contains("drill")))
                .containsExactlyElementsOf(
                        before.stream().filter(what -> what.contains("drill")).toList());
        assertThat(simulation.instances()).isEqualTo(2);
    }

    private void sweep() {
        simulation.advance(Duration.ofMinutes(15));
        String answer = simulation.invoke("SweepDrills", "{}").toString();
        assertThat(answer).contains("sweep-shop-");
        simulation.advance(Duration.ofMinutes(20));
    }

    static Stream<String> states() {
        return Stream.of(
                "Check that the drill is closed off",
                "Restore the database",
                "Wait for the database",
                "Launch the tier",
                "Wait for the tier",
                "Check the site",
                "Wait for the next check",
                "Take everything down",
                "Wait for everything to go",
                "Write down how it went",
                "Close the record");
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("states")
    void aDrillThatIsKilledInAnyStateIsSwept(String state) {
        simulation.twin().ec2().keepData(Walkthrough.RECOVERY, simulation.copiedImage());
        Execution drill = start();
        simulation.runUntil(
                state + " is entered", () -> drill.history().stream().anyMatch(event -> state.equals(event.name())));
        simulation.advance(Duration.ofMillis(400));
        simulation.twin().front().exclusively(() -> {
            drill.stop("STOPPED", "by a test");
            return drill;
        });
        simulation.advance(Duration.ofMinutes(15));

        simulation.invoke("SweepDrills", "{}");
        simulation.advance(Duration.ofMinutes(20));

        assertNothingIsLeft();
    }

    @Test
    void aServiceThatRefusesEveryDeletionLeavesTheRestToAPersonAndToTheNextSweep() {
        boolean[] broken = {true};
        simulation.breakCalls(call -> broken[0] && call.operation().equals("DeleteDBInstance"));

        Execution drill = drill();

        assertThat(verdict(drill)).isEqualTo("NEEDS_HUMAN");
        assertThat(drill.cause().orElseThrow()).contains("could be taken down");
        broken[0] = false;
        sweep();
        assertNothingIsLeft();
    }
}
