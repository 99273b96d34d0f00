package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A copy may take two days, and Step Functions ends an execution at 25,000 events. */
@Tag("thorough")
class SimulatedEndlessWaitTest {
    private static final int LIMIT = 25_000;

    @Test
    void aCopyOfTwoDaysForManyTiersGoesOnFromExecutionToExecution() {
        try (Simulation simulation = Simulation.unprepared(
                physics -> physics.withImages(images -> images.withCopy(Duration.ofDays(2))),
                plan -> withTiers(plan, 2))) {
            Instant begun = simulation.now();
            Execution last = simulation.syncImages("sync", Duration.ofHours(60));

            assertThat(Simulation.verdict(last)).isEqualTo("SUCCEEDED");
            List<Execution> all = simulation.executions("sync-images");
            assertThat(all).hasSizeGreaterThan(1);
            assertThat(all).extracting(Execution::status).containsOnly(ExecutionStatus.SUCCEEDED);
            assertThat(all)
                    .allSatisfy(execution -> assertThat(execution.history()).hasSizeLessThan(LIMIT));
            assertThat(simulation.attempts().stream()
                            .filter(seen -> seen.call().operation().endsWith("Image"))
                            .filter(seen -> seen.at().isAfter(begun.plus(Duration.ofHours(1)))))
                    .as("what was begun is waited for and not begun again")
                    .isEmpty();
        }
    }

    private static void withTiers(ObjectNode plan, int count) {
        ArrayNode tiers = (ArrayNode) plan.path("tiers");
        for (int i = 2; i <= count; i++) {
            tiers.add(((ObjectNode) tiers.path(0)).deepCopy().put("name", "tier-" + i));
        }
    }
}
