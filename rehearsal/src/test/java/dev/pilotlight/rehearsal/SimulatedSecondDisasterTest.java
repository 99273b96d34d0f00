package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The home Region is lost again while the application is hardly there: the recovery Region keeps looking, and fails
 * over as soon as the failback has ended.
 */
@Tag("thorough")
class SimulatedSecondDisasterTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

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
                    .contains(
                            "LEASE_HELD",
                            "if home is lost again and the databases were there already: pilotlight takeover shop --declare");

            // Nobody knows any more how much was behind when the Region was lost.
            simulation.answer(true);
            Execution failover = simulation.runToEnd(simulation.failovers().getLast());
            assertIsLeftAgain(simulation, failover);
        }
    }

    /** From the switchover on the databases are home, and nobody but a person can say that home is lost for good. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30, 45, 60, 120, 240})
    void aHomeThatIsLostAfterTheSwitchoverIsLeftAgainWhenAPersonDeclaresIt(int seconds) {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = switchedOver(simulation, Duration.ofSeconds(seconds));
            simulation.strike();
            simulation.advance(Duration.ofMinutes(1));

            Execution taker = giveUp(simulation);

            assertThat(failback.end().raised()).isTrue();
            assertIsLeftAgain(simulation, taker);
            assertThat(simulation.instances()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whoeverWasTakenHomeTwiceIsHomeInTheEnd() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            switchedOver(simulation, A_MOMENT);
            simulation.strike();
            assertIsLeftAgain(simulation, giveUp(simulation));
            simulation.heal();

            assertComesHome(simulation, "home-2");
        }
    }

    @Test
    void whoeverDeclaresAHealthyHomeLostFailsNothingOverAndTheNextFailbackGoesOn() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = switchedOver(simulation, A_MOMENT);

            Execution taker = giveUp(simulation);

            assertThat(Simulation.verdict(taker))
                    .as("%s %s", taker.output(), taker.cause())
                    .isEqualTo("STOOD_DOWN");
            assertThat(failback.end().raised()).isTrue();
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
            assertComesHome(simulation, "home-2");
        }
    }

    @Test
    void whoeverSaysNoHalfwayHomeIsNotToldThatTheApplicationIsServedAsBefore() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            switchedOver(simulation, A_MOMENT);
            giveUp(simulation);
            Execution refused =
                    simulation.start("failback", "home-2", Simulation.object().put("plan", "shop"));
            simulation.answer(false);

            simulation.runToEnd(refused, Duration.ofHours(1));

            assertThat(Simulation.reason(refused)).isEqualTo("APPROVAL_REJECTED");
            assertThat(refused.output()
                            .orElseThrow()
                            .path("record")
                            .path("next")
                            .toString())
                    .contains("where nobody can write: start the failback again")
                    .doesNotContain("as before");
            assertComesHome(simulation, "home-3");
        }
    }

    @Test
    void aHomeThatIsLostBeforeTheSwitchoverLeavesNothingToFailOver() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            simulation.strike();

            Execution taker = giveUp(simulation);

            assertIsRefused(taker, failback);
            assertThat(simulation.writers()).contains(Walkthrough.RECOVERY_CLUSTER);
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }

    @Test
    void aHomeThatIsLostWhileTheDatabasesChangePlacesIsNotFailedOverOnAGuess() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            simulation.runUntil(
                    "the switchover is asked for",
                    () -> simulation.attempts().stream()
                            .anyMatch(seen -> seen.call().operation().equals("SwitchoverGlobalCluster")));
            simulation.strike();

            Execution taker = giveUp(simulation);

            assertIsRefused(taker, failback);
            assertThat(simulation.writers()).contains(Walkthrough.RECOVERY_CLUSTER);
        }
    }

    @Test
    void answersThatAreLostWhileAFailbackIsGivenUpChangeNothing() {
        Set<String> lost = new TreeSet<>();
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = switchedOver(simulation, A_MOMENT);
            simulation.strike();
            simulation.loseAnswers(call -> lost.add(call.operation()));

            Execution taker = giveUp(simulation);

            assertThat(lost)
                    .contains(
                            "StopExecution", "TransactWriteItems", "DescribeGlobalClusters", "RemoveFromGlobalCluster");
            assertThat(failback.end().raised()).isTrue();
            assertIsLeftAgain(simulation, taker);
        }
    }

    /** A failback so long after its databases have changed places. */
    private static Execution switchedOver(Simulation simulation, Duration ago) {
        Execution failback = SimulatedFailbackTest.start(simulation);
        simulation.answer(true);
        simulation.runUntil(
                "the databases have changed places", () -> simulation.writers().contains(Walkthrough.PRIMARY_CLUSTER));
        simulation.advance(ago);
        return failback;
    }

    /** A person declares that home is lost, and says yes to whatever the failover then asks. */
    private static Execution giveUp(Simulation simulation) {
        return simulation.approveToTheEnd(simulation.start(
                "failover",
                "taker",
                Simulation.object()
                        .put("plan", "shop")
                        .put("takeover", true)
                        .put("declared", true)
                        .put("reason", "home is lost again")));
    }

    private static void assertIsRefused(Execution taker, Execution failback) {
        assertThat(Simulation.reason(taker))
                .contains("the databases are not home: the application is served from us-west-2");
        assertThat(failback.end().raised()).isFalse();
    }

    private static void assertIsLeftAgain(Simulation simulation, Execution taker) {
        assertSucceeded(taker);
        assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
    }

    private static void assertComesHome(Simulation simulation, String name) {
        assertSucceeded(simulation.approveToTheEnd(
                simulation.start("failback", name, Simulation.object().put("plan", "shop"))));
        assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
        assertThat(simulation.launchedAtHome()).isEqualTo(2);
        assertThat(simulation.instances()).isZero();
    }

    private static void assertSucceeded(Execution run) {
        assertThat(Simulation.verdict(run))
                .as("%s %s", run.output(), run.cause())
                .isEqualTo("SUCCEEDED");
    }
}
