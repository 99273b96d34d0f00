package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failover does not wait for what only prepares it. */
class SimulatedPreemptionTest {

    @Test
    @Tag("thorough")
    void aFailoverBeginsWhileImagesAreCopiedAndWhoCopiesThemChangesNothingMore() {
        try (Simulation simulation = Simulation.prepared(
                physics -> physics.withImages(images -> images.withCopy(Duration.ofMinutes(30))), plan -> {})) {
            Execution sync = simulation.start(
                    "sync-images",
                    "sync-2",
                    Simulation.object().put("plan", "shop").put("create", true));
            simulation.runUntilCalled("CopyImage");

            Execution failover = simulation.runToEnd(simulation.startFailover(
                    "by-hand",
                    Simulation.object()
                            .put("plan", "shop")
                            .put("declared", true)
                            .put("reason", "the phone rings")));
            simulation.runToEnd(sync);

            assertThat(failover.output().orElseThrow().path("joined").asBoolean(false))
                    .isFalse();
            assertThat(Simulation.reason(sync)).contains("STALE_EPOCH");
            assertThat(simulation.attempts().stream()
                            .filter(seen -> seen.call().principal().equals("CopyImages"))
                            .map(seen -> seen.call().operation()))
                    .containsExactly("CreateImage", "CopyImage");
        }
    }
}
