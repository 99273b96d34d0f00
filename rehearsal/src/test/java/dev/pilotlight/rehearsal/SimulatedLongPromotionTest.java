package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Step Functions ends an execution at 25,000 events; three promotions that take hours would come near that. */
@Tag("thorough")
class SimulatedLongPromotionTest {
    private static final int LIMIT = 25_000;

    @Test
    void threeDatabasesThatEachTakeHoursAreWaitedForFromExecutionToExecution() {
        try (Simulation simulation = Simulation.furnished(
                physics -> physics.withDatabase(database -> database.withPromotion(Duration.ofMinutes(220))),
                SimulatedLongPromotionTest::withThreeDatabases)) {
            simulation.strike();
            simulation.awaitFailover();

            assertThat(simulation
                            .timeline()
                            .runUntil(
                                    () -> simulation.executions("failover").stream()
                                            .noneMatch(each -> each.status() == ExecutionStatus.RUNNING),
                                    simulation.now().plus(Duration.ofHours(6))))
                    .isTrue();

            List<Execution> all = simulation.executions("failover");
            assertThat(Simulation.verdict(all.getLast()))
                    .as("%s", all.getLast().output())
                    .isEqualTo("SUCCEEDED");
            assertThat(all).hasSizeGreaterThan(1);
            assertThat(all.subList(0, all.size() - 1))
                    .extracting(Simulation::verdict)
                    .containsOnly("CONTINUED");
            assertThat(all.getFirst().output().orElseThrow().path("otherRun").asText())
                    .isEqualTo(all.get(1).identity().name());
            assertThat(all).extracting(Execution::status).containsOnly(ExecutionStatus.SUCCEEDED);
            assertThat(all)
                    .allSatisfy(execution -> assertThat(execution.history()).hasSizeLessThan(LIMIT));
            assertThat(simulation.mutations())
                    .filteredOn("RemoveFromGlobalCluster"::equals)
                    .hasSize(3);
        }
    }

    private static void withThreeDatabases(ObjectNode plan) {
        ArrayNode databases = (ArrayNode) plan.path("databases");
        for (String name : List.of("stock", "shelves")) {
            databases.add(((ObjectNode) databases.path(0))
                    .deepCopy()
                    .put("name", name)
                    .put("globalCluster", name + "-global")
                    .put("primaryCluster", "arn:aws:rds:us-east-1:111111111111:cluster:" + name + "-east")
                    .put("recoveryCluster", "arn:aws:rds:us-west-2:111111111111:cluster:" + name + "-west"));
        }
    }
}
