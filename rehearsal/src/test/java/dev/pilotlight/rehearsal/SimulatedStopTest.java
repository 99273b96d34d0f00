package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run that turns back ends early, and takes back. */
@Tag("thorough")
class SimulatedStopTest {

    @Test
    void aQuestionThatNobodyAnswersDoesNotHoldUpARunWhoseLaunchHasFailed() {
        Drama drama = new Drama(
                Physics.defaults()
                        .withCompute(compute ->
                                compute.withCapacity(Capacity.plenty().withLimit(0))),
                plan -> {
                    Features.scalingGroupFirst(plan);
                    plan.put("autonomy", "approve").putObject("approval").put("within", "12h");
                },
                twin -> Features.scalingGroup(twin));

        Execution failover = drama.prepared().disaster();

        assertThat(Drama.verdict(failover)).isEqualTo("SAFE_ABORTED");
        assertThat(failover.output().orElseThrow().path("guard").asText()).isEqualTo("NO_CAPACITY");
        assertThat(drama.calls()).anyMatch(call -> call.principal().equals("AskForApproval"));
        assertThat(drama.calls())
                .anyMatch(call ->
                        call.principal().equals("StopRun") && call.operation().equals("SendTaskSuccess"));
        assertThat(Duration.between(
                        failover.identity().startTime(), failover.stopped().orElseThrow()))
                .isLessThan(Duration.ofMinutes(13));
    }

    @Test
    void anInstanceThatWasCreatedForAPromotionThatIsRefusedIsDeletedAgain() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedStopTest::sized)) {
            simulation.makeHeadless();
            simulation.denyCalls(call -> call.operation().equals("RemoveFromGlobalCluster"));

            Execution failover = simulation.failOver();

            assertThat(Simulation.verdict(failover)).isEqualTo("SAFE_ABORTED");
            assertThat(simulation.mutations())
                    .containsSubsequence("CreateDBInstance", "DeleteDBInstance")
                    .doesNotContain("RemoveFromGlobalCluster");
        }
    }

    @Test
    void aClusterWithoutInstancesGetsOneBeforeItIsPromoted() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedStopTest::sized)) {
            simulation.makeHeadless();

            Execution failover = simulation.failOver();

            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
            assertThat(simulation.mutations()).containsSubsequence("CreateDBInstance", "RemoveFromGlobalCluster");
        }
    }

    private static void sized(ObjectNode plan) {
        ((ObjectNode) plan.path("databases").path(0)).put("instanceClass", "db.r7g.large");
    }
}
