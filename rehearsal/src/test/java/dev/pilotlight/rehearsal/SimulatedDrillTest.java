package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.Simulation.object;
import static dev.pilotlight.rehearsal.Simulation.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Drills of the walk-through's shop in virtual time, with everything that is there counted before and after. */
class SimulatedDrillTest {
    private static final Set<String> OF_DRILLS_ONLY = Set.of(
            "RunInstances",
            "TerminateInstances",
            "RegisterTargets",
            "DeregisterTargets",
            "CreateDBClusterSnapshot",
            "RestoreDBClusterFromSnapshot",
            "CreateDBInstance",
            "DeleteDBInstance",
            "DeleteDBCluster",
            "DeleteDBClusterSnapshot");

    @AutoClose
    private Simulation simulation = Simulation.prepared();

    private final List<String> before = simulation.everything();

    private Execution drill() {
        return simulation.runToEnd(simulation.start("drill", "drill-1", object().put("plan", "shop")));
    }

    /** Long enough for targets to drain and terminated instances to be forgotten. */
    private void assertNothingIsLeft() {
        simulation.advance(Duration.ofMinutes(10));
        assertThat(simulation.everything()).isEqualTo(before);
    }

    @Test
    void aDrillBringsTheShopUpOnARestoredDatabaseAndLeavesNothing() {
        Execution drill = drill();

        assertThat(verdict(drill)).as("%s %s", drill.output(), drill.cause()).isEqualTo("SUCCEEDED");
        JsonNode judgement = drill.output().orElseThrow().path("drill");
        assertThat(judgement.path("passed").asBoolean()).isTrue();
        assertThat(judgement.path("bootSeconds").asInt()).isBetween(120, 150);
        assertThat(judgement.path("restoreSeconds").asInt()).isBetween(1200, 1300);
        assertThat(judgement.path("checkSeconds").asInt()).isBetween(10, 20);
        assertThat(judgement.path("withinObjective").asBoolean()).isTrue();
        assertThat(simulation.mutations()).isNotEmpty().allMatch(OF_DRILLS_ONLY::contains);
        assertNothingIsLeft();
    }
}
