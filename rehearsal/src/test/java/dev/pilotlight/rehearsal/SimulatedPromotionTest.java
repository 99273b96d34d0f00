package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A status that still says {@code available} after the call must not be taken for the end of a promotion. What counts
 * is the twin's own truth at the moment the run goes on.
 */
class SimulatedPromotionTest {

    @ParameterizedTest(name = "{0}: takes {1} s, the status lags by {2} s, the membership by {3} s")
    @CsvSource({"detach, 5, 90, 0", "detach, 300, 70, 20", "managed, 300, 70, 0"})
    void nothingGoesOnBeforeTheDatabaseTakesWrites(String strategy, int promotion, int statusLag, int membershipLag) {
        try (Simulation simulation = Simulation.prepared(
                physics -> promoting(physics, promotion, statusLag, membershipLag), plan -> quick(strategy, plan))) {
            List<List<String>> writersWhenBound = new ArrayList<>();
            simulation.onCall(call -> {
                if (isBinding(call)) {
                    writersWhenBound.add(simulation.writers());
                }
            });
            Execution failover = simulation.failOver();
            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertThat(writersWhenBound).containsExactly(List.of(Walkthrough.RECOVERY_CLUSTER));
            assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
        }
    }

    @ParameterizedTest(name = "{0}: takes {1} s, the status lags by {2} s, the membership by {3} s")
    @Tag("thorough")
    @CsvSource({
        "detach, 5, 0, 0",
        "detach, 60, 10, 20",
        "detach, 60, 45, 0",
        "detach, 60, 90, 90",
        "detach, 300, 0, 20",
        "detach, 300, 70, 0",
        "detach, 300, 90, 0",
        "managed, 5, 0, 0",
        "managed, 5, 90, 0",
        "managed, 60, 45, 0",
        "managed, 300, 0, 0",
        "managed, 300, 90, 0"
    })
    void norWithAnyOtherTimes(String strategy, int promotion, int statusLag, int membershipLag) {
        nothingGoesOnBeforeTheDatabaseTakesWrites(strategy, promotion, statusLag, membershipLag);
    }

    private static boolean isBinding(Call call) {
        return call.operation().equals("PutParameter");
    }

    private static Physics promoting(Physics physics, int promotion, int statusLag, int membershipLag) {
        return physics.withDatabase(database -> database.withPromotion(Duration.ofSeconds(promotion))
                        .withLags(Duration.ofSeconds(statusLag), Duration.ofSeconds(membershipLag), Duration.ZERO))
                .withCompute(compute -> compute.withBoot(Duration.ofSeconds(20)).withChecks(Duration.ofSeconds(20)));
    }

    /** The window is of no interest here, and each second of it is a poll. */
    private static void quick(String strategy, ObjectNode plan) {
        SimulatedFailoverTest.promoteBy(strategy, plan);
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
