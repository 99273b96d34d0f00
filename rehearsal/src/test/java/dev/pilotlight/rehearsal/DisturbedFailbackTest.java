package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a failback when the world does not do as it is asked. */
@Tag("thorough")
class DisturbedFailbackTest {
    private static final Duration DAYS = Duration.ofDays(3);

    /** Everything that a failback after a detach makes at home, and nothing twice. */
    private static final List<String> DATABASES_AT_HOME = List.of(
            "cluster shop-east",
            "database instance shop-east-e3-1",
            "cluster shop-east-kept-e3",
            "database instance shop-east-1",
            "cluster snapshot shop-east-before-failback-e3");

    private static List<String> databasesAtHome(Simulation simulation) {
        return simulation.twin().rds().everything(Walkthrough.PRIMARY, simulation.now());
    }

    /** An old primary that was detached takes writes until it is renamed, if anybody still knows it. */
    private static void assertServedFromTheRecoveryRegion(Simulation simulation) {
        assertThat(simulation.writers()).contains(Walkthrough.RECOVERY_CLUSTER);
        assertThat(simulation.instances()).isEqualTo(2);
        assertThat(simulation.networkRules()).isEqualTo(untouchedRules());
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
    }

    private static void assertHome(Simulation simulation, Execution failback) {
        assertThat(Simulation.verdict(failback))
                .as("%s %s", failback.output(), failback.cause())
                .isEqualTo("SUCCEEDED");
        assertThat(databasesAtHome(simulation)).containsExactlyInAnyOrderElementsOf(DATABASES_AT_HOME);
        assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
        assertThat(simulation.instances()).isZero();
        assertThat(simulation.launchedAtHome()).isEqualTo(2);
        assertThat(simulation.networkRules()).isEqualTo(untouchedRules());
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
    }

    /** The rules of the walk-through's networks: nothing that is tried here closes or opens one. */
    private static List<String> untouchedRules() {
        try (Simulation untouched = Simulation.unprepared(physics -> physics, plan -> {})) {
            return untouched.networkRules();
        }
    }

    private static void failback(ObjectNode plan, String field, String value) {
        ((ObjectNode) plan.path("failback")).put(field, value);
    }

    @Test
    void withoutAFailoverThereIsNothingToBringHome() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            Execution failback = simulation.runToEnd(SimulatedFailbackTest.start(simulation));
            assertThat(Simulation.verdict(failback)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(failback)).isEqualTo("NOT_FAILED_OVER");
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    @Test
    void aPlanThatDoesNotSayHowItComesHomeIsRefused() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> plan.remove("failback"))) {
            Execution failback = simulation.runToEnd(SimulatedFailbackTest.start(simulation));
            assertThat(Simulation.verdict(failback)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(failback)).isEqualTo("INVALID_INPUT");
            assertThat(failback.output().orElseThrow().path("why").asText()).startsWith("failback: ");
            assertThat(simulation.attempts()).isEmpty();
        }
    }

    @Test
    void aPersonWhoSaysNoLeavesTheApplicationWhereItIsAndTheNextRunGoesOnFromThere() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution refused = SimulatedFailbackTest.start(simulation);
            simulation.answer(false);
            simulation.runToEnd(refused, DAYS);
            assertThat(Simulation.verdict(refused)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(refused)).isEqualTo("APPROVAL_REJECTED");
            assertServedFromTheRecoveryRegion(simulation);
            assertThat(simulation.launchedAtHome()).isZero();
            assertThat(databasesAtHome(simulation)).containsExactlyInAnyOrderElementsOf(DATABASES_AT_HOME);

            Execution next =
                    simulation.start("failback", "home-2", Simulation.object().put("plan", "shop"));
            simulation.answer(true);
            simulation.runToEnd(next, DAYS);
            assertHome(simulation, next);
        }
    }

    @Test
    void aPersonMayTakeDaysToAnswer() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution failback = SimulatedFailbackTest.start(simulation);
            Person anne = new Person(simulation.stage(), "arn:aws:iam::111111111111:user/anne");
            simulation.runUntil("a person is asked", () -> anne.newest().isPresent());
            simulation.advance(Duration.ofHours(70));
            assertServedFromTheRecoveryRegion(simulation);
            assertThat(simulation.launchedAtHome()).isZero();
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertHome(simulation, failback);
        }
    }

    @Test
    void aRunThatIsStoppedForFiveDaysGoesOnFromWhatIsThere() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution stopped = SimulatedFailbackTest.start(simulation);
            simulation.runUntil("the replication is built", () -> made(simulation, "CreateDBInstance") > 0);
            simulation.twin().front().exclusively(() -> {
                stopped.stop("STOPPED", "until next week");
                return stopped;
            });
            simulation.advance(Duration.ofDays(5));
            assertServedFromTheRecoveryRegion(simulation);
            Execution resumed = simulation.start(
                    "failback", "home-1-r1", Simulation.object().put("plan", "shop"));
            simulation.answer(true);
            simulation.runToEnd(resumed, DAYS);
            assertHome(simulation, resumed);
        }
    }

    @Test
    void aLagThatNeverClosesEndsTheRunBeforeAnybodyIsAsked() {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {
            failback(plan, "maxLag", "PT0.1S");
            failback(plan, "syncWithin", "1h");
        })) {
            Execution failback = simulation.runToEnd(SimulatedFailbackTest.start(simulation), DAYS);
            assertThat(Simulation.verdict(failback)).isEqualTo("SAFE_ABORTED");
            assertThat(Simulation.reason(failback)).isEqualTo("LAG_TOO_HIGH");
            assertThat(simulation.launchedAtHome()).isZero();
            assertServedFromTheRecoveryRegion(simulation);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateDBClusterSnapshot", "ModifyDBCluster", "CreateDBCluster", "SwitchoverGlobalCluster"})
    void aMissingPermissionEndsTheRunSafelyAndTheNextOneGoesOn(String operation) {
        boolean[] missing = {true};
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            simulation.denyCalls(call -> missing[0] && call.operation().equals(operation));
            Execution denied = SimulatedFailbackTest.start(simulation);
            if (operation.startsWith("Switchover")) {
                simulation.answer(true);
            }
            simulation.runToEnd(denied, DAYS);
            assertThat(Simulation.verdict(denied)).isEqualTo("SAFE_ABORTED");
            assertServedFromTheRecoveryRegion(simulation);

            missing[0] = false;
            Execution next =
                    simulation.start("failback", "home-2", Simulation.object().put("plan", "shop"));
            simulation.answer(true);
            simulation.runToEnd(next, DAYS);
            assertThat(Simulation.verdict(next))
                    .as("%s %s", next.output(), next.cause())
                    .isEqualTo("SUCCEEDED");
            assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
        }
    }

    @Test
    void everyAnswerThatIsLostOnceIsSettledAndNothingIsMadeTwice() {
        Map<String, Integer> lost = new HashMap<>();
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            simulation.loseAnswers(first(lost, DisturbedFailbackTest::changesDatabases));
            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertThat(lost.keySet())
                    .contains(
                            "CreateDBClusterSnapshot",
                            "RemoveFromGlobalCluster",
                            "ModifyDBCluster",
                            "DeleteGlobalCluster",
                            "CreateGlobalCluster",
                            "CreateDBCluster",
                            "CreateDBInstance",
                            "SwitchoverGlobalCluster");
            assertHome(simulation, failback);
        }
    }

    @Test
    void everyCallThatIsRefusedAFewTimesIsMadeInTheEnd() {
        Map<String, Integer> refused = new HashMap<>();
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            simulation.breakCalls(
                    call -> changesDatabases(call) && refused.merge(call.operation(), 1, Integer::sum) <= 3);
            Execution failback = SimulatedFailbackTest.start(simulation);
            simulation.answer(true);
            simulation.runToEnd(failback, DAYS);
            assertHome(simulation, failback);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateDBClusterSnapshot",
                "RemoveFromGlobalCluster",
                "ModifyDBCluster",
                "CreateGlobalCluster",
                "CreateDBCluster",
                "CreateDBInstance",
                "CopyImage",
                "RunInstances",
                "SwitchoverGlobalCluster",
                "PutObject",
                "TerminateInstances"
            })
    void aRunThatIsKilledRightAfterAnActIsResumedToTheSameEnd(String operation) {
        try (Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {})) {
            Execution killed = SimulatedFailbackTest.start(simulation);
            long before = made(simulation, operation);
            boolean late = Set.of("RunInstances", "SwitchoverGlobalCluster", "PutObject", "TerminateInstances")
                    .contains(operation);
            if (late) {
                simulation.answer(true);
            }
            simulation.runUntil(operation, () -> made(simulation, operation) > before);
            simulation.twin().front().exclusively(() -> {
                killed.stop("STOPPED", "by a test");
                return killed;
            });
            simulation.advance(Duration.ofMinutes(2));
            Execution resumed = simulation.start(
                    "failback", "home-1-r1", Simulation.object().put("plan", "shop"));
            if (!late) {
                simulation.answer(true);
            }
            simulation.runToEnd(resumed, DAYS);
            assertHome(simulation, resumed);
        }
    }

    private static long made(Simulation simulation, String operation) {
        return simulation.attempts().stream()
                .filter(Seen::succeeded)
                .filter(seen -> seen.call().operation().equals(operation))
                .count();
    }

    /** Only the first call of each operation. */
    private static Predicate<Call> first(Map<String, Integer> counted, Predicate<Call> which) {
        return call -> which.test(call) && counted.merge(call.operation(), 1, Integer::sum) == 1;
    }

    private static boolean changesDatabases(Call call) {
        Set<String> reads = new TreeSet<>(Set.of(
                "DescribeGlobalClusters",
                "DescribeDBClusters",
                "DescribeDBInstances",
                "DescribeDBClusterSnapshots",
                "DescribeDBSubnetGroups"));
        return call.service().equals("rds") && !reads.contains(call.operation());
    }
}
