package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The home Region is lost again while the application is hardly there: the recovery Region keeps looking, and fails
 * over as soon as the failback has ended.
 */
@Tag("thorough")
class SimulatedSecondDisasterTest {
    private static boolean isHome(Simulation simulation) {
        return simulation
                .twin()
                .resolve(Walkthrough.SHOP)
                .filter(answer -> answer.host().startsWith("shop-east."))
                .isPresent();
    }

    @Test
    void aHomeThatIsLostWhileTheRecoveryRegionIsRetiredIsLeftAgainOnceTheFailbackIsOver() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            simulation.stage().keepWatch("rate(1 minute)");
            simulation.advance(Duration.ofHours(2));
            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            assertThat(simulation
                            .timeline()
                            .runUntil(() -> isHome(simulation), simulation.now().plus(Duration.ofHours(6))))
                    .isTrue();
            simulation.strike();
            simulation.runToEnd(failback, Duration.ofHours(1));
            assertThat(Simulation.verdict(failback)).isEqualTo("SUCCEEDED");
            assertThat(simulation.failovers().getLast().output().orElseThrow().toString())
                    .contains("LEASE_HELD", "a failback is not taken over");

            // Nobody knows any more how much was behind when the Region was lost.
            simulation.answer(true);
            Execution failover = simulation.runToEnd(simulation.failovers().getLast());
            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }
}
