package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One half of a run fails while the other one waits. */
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
}
