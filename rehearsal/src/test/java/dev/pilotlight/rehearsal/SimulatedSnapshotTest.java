package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Aurora's own snapshot of the old primary is kept where that can be done, and never at the cost of the failover. */
@Tag("thorough")
class SimulatedSnapshotTest {

    @Test
    void anOldPrimaryThatIsBackInTimeIsKeptAsASnapshotThatDoesNotExpire() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, Features::managed)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.runUntilCalled("FailoverGlobalCluster");
            simulation.heal();
            simulation.runToEnd(failover);

            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
            List<Seen> copies = simulation.attempts().stream()
                    .filter(seen -> seen.call().operation().equals("CopyDBClusterSnapshot"))
                    .toList();
            assertThat(copies).singleElement().satisfies(copy -> {
                assertThat(copy.succeeded()).isTrue();
                assertThat(copy.call().region()).isEqualTo(Walkthrough.PRIMARY);
            });
            assertThat(simulation.mutations())
                    .as("visitors are served first")
                    .containsSubsequence("PutObject", "CopyDBClusterSnapshot");
            assertThat(next(failover))
                    .contains("is kept as the snapshot unplanned-global-failover-shop-east-")
                    .doesNotContain("copy-db-cluster-snapshot");
        }
    }

    @Test
    void aPrimaryThatStaysSilentCostsSecondsAfterTheShiftAndIsLeftToAPerson() {
        try (Simulation simulation = Simulation.prepared(physics -> physics, Features::managed)) {
            Execution failover = simulation.failOver();

            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
            assertThat(simulation.mutations()).doesNotContain("CopyDBClusterSnapshot");
            assertThat(next(failover)).contains("aws rds copy-db-cluster-snapshot");
            Instant shifted = entered(failover, "Is there old data to keep?");
            assertThat(Duration.between(shifted, entered(failover, "Close the record")))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void anOldPrimaryThatIsBackHoursLaterIsKeptOnTheWayHome() {
        try (Simulation simulation = Simulation.prepared(SimulatedFailbackTest::quick, Features::managed)) {
            assertThat(Simulation.verdict(simulation.failOver())).isEqualTo("SUCCEEDED");
            simulation.advance(Duration.ofHours(7));
            simulation.heal();
            simulation.advance(Duration.ofHours(20));
            assertThat(simulation.mutations()).doesNotContain("CopyDBClusterSnapshot");

            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, Duration.ofDays(5));

            assertThat(Simulation.verdict(failback)).isEqualTo("SUCCEEDED");
            assertThat(simulation.mutations())
                    .as("nothing changes place before")
                    .containsSubsequence("CopyDBClusterSnapshot", "SwitchoverGlobalCluster");
            assertThat(next(failback)).contains("is kept as the snapshot unplanned-global-failover-shop-east-");
        }
    }

    @Test
    void aDetachedDatabaseHasNoSuchSnapshotAndNobodyLooksForOne() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.failOver();

            assertThat(simulation.calls())
                    .noneMatch(seen -> seen.call().operation().endsWith("DBClusterSnapshots"));
        }
    }

    private static String next(Execution failover) {
        JsonNode next = failover.output().orElseThrow().path("record").path("next");
        return next.toString();
    }

    private static Instant entered(Execution failover, String state) {
        return failover.history().stream()
                .filter(event -> event.type().wireName().endsWith("StateEntered"))
                .filter(event -> state.equals(event.name()))
                .findFirst()
                .orElseThrow()
                .timestamp();
    }
}
