package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.RegionName;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of what a failback has kept: only by an approval that names it, and never without a snapshot. */
class SimulatedOldDataTest {
    private static final Duration DAYS = Duration.ofDays(5);
    private static final String KEPT = "shop-east-kept-e3";
    private static final String KEPT_ARN = "arn:aws:rds:us-east-1:111111111111:cluster:" + KEPT;

    /** Everything that a failback leaves at home. */
    private static final List<String> ALL = List.of(
            "cluster shop-east",
            "database instance shop-east-e3-1",
            "cluster shop-east-kept-e3",
            "database instance shop-east-1",
            "cluster snapshot shop-east-before-failback-e3");

    /** A world in which the application is home again, and the old primary is kept. */
    private static Simulation home() {
        Simulation simulation = SimulatedFailbackTest.failedOver(plan -> {});
        Execution failback = SimulatedFailbackTest.start(simulation);
        simulation.answer(true);
        simulation.runToEnd(failback, DAYS);
        assertThat(Simulation.verdict(failback)).isEqualTo("SUCCEEDED");
        assertThat(databases(simulation)).containsExactlyInAnyOrderElementsOf(ALL);
        return simulation;
    }

    private static Execution start(Simulation simulation, String name, String cluster) {
        return simulation.start(
                "retire-old-data", name, Simulation.object().put("plan", "shop").put("cluster", cluster));
    }

    private static List<String> databases(Simulation simulation) {
        return simulation.twin().rds().everything(Walkthrough.PRIMARY, simulation.now());
    }

    /** The kept cluster and its server are gone; the serving one and every snapshot are there. */
    private static void assertRetired(Simulation simulation, Execution run, int... epochs) {
        assertThat(Simulation.verdict(run))
                .as("%s %s", run.output(), run.cause())
                .isEqualTo("SUCCEEDED");
        List<String> left = new ArrayList<>(List.of(
                "cluster shop-east",
                "database instance shop-east-e3-1",
                "cluster snapshot shop-east-before-failback-e3"));
        for (int epoch : epochs) {
            left.add("cluster snapshot " + KEPT + "-final-e" + epoch);
        }
        assertThat(databases(simulation)).containsExactlyInAnyOrderElementsOf(left);
        assertThat(simulation.writers()).containsExactly(Walkthrough.PRIMARY_CLUSTER);
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
    }

    private static void assertKept(Simulation simulation, Execution run, String guard) {
        assertThat(Simulation.verdict(run))
                .as("%s %s", run.output(), run.cause())
                .isEqualTo("SAFE_ABORTED");
        assertThat(Simulation.reason(run)).isEqualTo(guard);
        assertThat(databases(simulation)).containsAll(ALL);
        assertThat(isProtected(simulation)).isTrue();
    }

    private static boolean isProtected(Simulation simulation) {
        boolean[] answer = {false};
        simulation.act(aws -> answer[0] = aws.rds(new RegionName(Walkthrough.PRIMARY))
                .describeDBClusters(describe -> describe.dbClusterIdentifier(KEPT))
                .dbClusters()
                .getFirst()
                .deletionProtection());
        return answer[0];
    }

    private static long made(Simulation simulation, String operation) {
        return simulation.attempts().stream()
                .filter(Seen::succeeded)
                .filter(seen -> seen.call().operation().equals(operation))
                .count();
    }

    @Test
    void whatAnApprovalNamesIsDeletedOnceItsFinalSnapshotIsThere() {
        try (Simulation simulation = home()) {
            simulation.advance(Duration.ofMinutes(10));
            List<String> rules = simulation.networkRules();
            List<String> others = new ArrayList<>(simulation.everything());
            others.removeAll(List.of("cluster " + KEPT, "database instance shop-east-1"));
            Execution run = start(simulation, "retire-1", KEPT);
            simulation.approveNaming(KEPT);
            simulation.runToEnd(run, DAYS);
            assertRetired(simulation, run, 4);
            assertThat(simulation.networkRules()).isEqualTo(rules);
            assertThat(simulation.everything())
                    .as("instances, images and their snapshots, besides")
                    .containsAll(others);
            List<String> changes = simulation.attempts().stream()
                    .map(seen -> seen.call().operation())
                    .filter(
                            Set.of("CreateDBClusterSnapshot", "ModifyDBCluster", "DeleteDBInstance", "DeleteDBCluster")
                                    ::contains)
                    .toList();
            assertThat(changes.subList(changes.size() - 4, changes.size()))
                    .containsExactly(
                            "CreateDBClusterSnapshot", "ModifyDBCluster", "DeleteDBInstance", "DeleteDBCluster");
            assertThat(simulation.document("reports/shop/retire-1.json").toString())
                    .contains("\"named\":\"" + KEPT + "\"", "user/anne");
        }
    }

    @Test
    @Tag("thorough")
    void anApprovalThatNamesAnotherClusterCountsForNothing() {
        try (Simulation simulation = home()) {
            Execution run = start(simulation, "retire-1", KEPT_ARN);
            simulation.approveNaming("shop-east");
            simulation.runToEnd(run, DAYS);
            assertKept(simulation, run, "APPROVAL_EXPIRED");
            assertThat(databases(simulation)).containsExactlyInAnyOrderElementsOf(ALL);

            Execution unnamed = start(simulation, "retire-2", KEPT);
            simulation.answer(true);
            simulation.runToEnd(unnamed, DAYS);
            assertKept(simulation, unnamed, "APPROVAL_EXPIRED");

            Execution rejected = start(simulation, "retire-3", KEPT);
            simulation.answer(false);
            simulation.runToEnd(rejected, DAYS);
            assertKept(simulation, rejected, "APPROVAL_REJECTED");
            assertThat(databases(simulation)).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    @Tag("thorough")
    void whatIsNoOldDataIsRefusedBeforeAnybodyIsAsked() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("", "INVALID_INPUT");
        refused.put("shop east", "INVALID_INPUT");
        refused.put("arn:aws:rds:us-west-2:111111111111:cluster:" + KEPT, "WRONG_PLACE");
        refused.put("arn:aws:rds:us-east-1:222222222222:cluster:" + KEPT, "WRONG_PLACE");
        refused.put("shop-east", "NOT_OLD_DATA");
        refused.put(Walkthrough.PRIMARY_CLUSTER, "NOT_OLD_DATA");
        refused.put("shop-west", "NOT_OLD_DATA");
        refused.put("shop-east-kept-e", "NOT_OLD_DATA");
        refused.put("shop-east-kept-e2", "NOT_OLD_DATA");
        refused.put("shop-east-kept-e3-final-e4", "NOT_OLD_DATA");
        refused.put("customers", "NOT_OLD_DATA");
        try (Simulation simulation = home()) {
            int calls = simulation.attempts().size();
            int[] number = {0};
            refused.forEach((cluster, guard) -> {
                Execution run = simulation.runToEnd(start(simulation, "retire-" + ++number[0], cluster), DAYS);
                assertKept(simulation, run, guard);
                assertThat(run.output().orElseThrow().path("why").asText())
                        .as(cluster)
                        .startsWith("cluster: ");
            });
            assertThat(simulation
                            .attempts()
                            .subList(calls, simulation.attempts().size())
                            .stream()
                            .filter(seen -> seen.call().service().equals("rds"))
                            .map(seen -> seen.call().operation())
                            .filter(operation -> !operation.startsWith("Describe")))
                    .isEmpty();
            assertThat(databases(simulation)).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    @Tag("thorough")
    void everyAnswerThatIsLostOnceIsSettled() {
        Map<String, Integer> lost = new HashMap<>();
        try (Simulation simulation = home()) {
            simulation.loseAnswers(
                    call -> changesDatabases(call) && lost.merge(call.operation(), 1, Integer::sum) == 1);
            Execution run = start(simulation, "retire-1", KEPT);
            simulation.approveNaming(KEPT);
            simulation.runToEnd(run, DAYS);
            assertThat(lost.keySet())
                    .containsExactlyInAnyOrder(
                            "CreateDBClusterSnapshot", "ModifyDBCluster", "DeleteDBInstance", "DeleteDBCluster");
            assertRetired(simulation, run, 4);
        }
    }

    @Test
    @Tag("thorough")
    void everyCallThatIsThrottledOrFailsAFewTimesIsMadeInTheEnd() {
        Map<String, Integer> failed = new HashMap<>();
        try (Simulation simulation = home()) {
            simulation.throttle(call -> changesDatabases(call) && failed.merge(call.operation(), 1, Integer::sum) <= 3);
            simulation.breakCalls(call ->
                    call.service().equals("rds") && failed.merge("broken " + call.operation(), 1, Integer::sum) <= 2);
            Execution run = start(simulation, "retire-1", KEPT);
            simulation.approveNaming(KEPT);
            simulation.runToEnd(run, DAYS);
            assertRetired(simulation, run, 4);
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(strings = {"CreateDBClusterSnapshot", "ModifyDBCluster", "DeleteDBInstance", "DeleteDBCluster"})
    void aMissingPermissionEndsTheRunAndTheNextOneIsAskedAgainAndGoesOn(String operation) {
        boolean[] missing = {true};
        try (Simulation simulation = home()) {
            simulation.denyCalls(call -> missing[0] && call.operation().equals(operation));
            Execution denied = start(simulation, "retire-1", KEPT);
            simulation.approveNaming(KEPT);
            simulation.runToEnd(denied, DAYS);
            boolean begun = operation.equals("DeleteDBCluster");
            if (begun) {
                assertThat(denied.cause().orElseThrow()).contains("UNSETTLED", "not authorized", "no return");
                assertThat(databases(simulation)).contains("cluster " + KEPT);
            } else {
                assertThat(Simulation.verdict(denied)).isEqualTo("SAFE_ABORTED");
                assertThat(databases(simulation)).containsAll(ALL);
                assertThat(isProtected(simulation)).isTrue();
            }
            missing[0] = false;
            Execution next = start(simulation, "retire-2", KEPT);
            simulation.approveNaming(KEPT_ARN);
            simulation.runToEnd(next, DAYS);
            switch (operation) {
                case "CreateDBClusterSnapshot" -> assertRetired(simulation, next, 5);
                case "DeleteDBCluster" -> assertRetired(simulation, next, 4);
                default -> assertRetired(simulation, next, 4, 5);
            }
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(strings = {"CreateDBClusterSnapshot", "ModifyDBCluster", "DeleteDBInstance", "DeleteDBCluster"})
    void aRunThatIsKilledRightAfterAnActIsFinishedByTheNextOneThatIsApproved(String operation) {
        try (Simulation simulation = home()) {
            Execution killed = start(simulation, "retire-1", KEPT);
            long before = made(simulation, operation);
            simulation.approveNaming(KEPT);
            simulation.runUntil(operation, () -> made(simulation, operation) > before);
            simulation.twin().front().exclusively(() -> {
                killed.stop("STOPPED", "by a test");
                return killed;
            });
            simulation.advance(Duration.ofMinutes(20));
            assertThat(databases(simulation)).contains("cluster snapshot " + KEPT + "-final-e4");

            Execution next = start(simulation, "retire-2", KEPT);
            if (!operation.equals("DeleteDBCluster")) {
                simulation.approveNaming(KEPT);
            }
            simulation.runToEnd(next, DAYS);
            switch (operation) {
                case "DeleteDBInstance", "DeleteDBCluster" -> assertRetired(simulation, next, 4);
                default -> assertRetired(simulation, next, 4, 5);
            }
        }
    }

    @Test
    @Tag("thorough")
    void aFailoverTakesThePlanAwayAndNothingIsDeletedAnyMore() {
        try (Simulation simulation = home()) {
            simulation.advance(Duration.ofHours(2));
            Execution run = start(simulation, "retire-1", KEPT);
            Person anne = new Person(simulation.stage(), "arn:aws:iam::111111111111:user/anne");
            int before = anne.questions().size();
            simulation.runUntil("a person is asked", () -> anne.questions().size() > before);
            simulation.strike();
            simulation.runUntil("another failover", () -> simulation.failovers().size() == 2);
            anne.approveNaming(anne.questions().get(before), KEPT, "too late");
            Execution failover = simulation.runToEnd(simulation.failovers().getLast());
            assertThat(Simulation.verdict(failover)).isEqualTo("SUCCEEDED");
            simulation.runToEnd(run, DAYS);
            assertThat(Simulation.verdict(run)).isEqualTo("SAFE_ABORTED");
            assertThat(databases(simulation)).contains("cluster " + KEPT, "database instance shop-east-1");
        }
    }

    private static boolean changesDatabases(Call call) {
        Predicate<String> reads = operation -> operation.startsWith("Describe");
        return call.service().equals("rds") && !reads.test(call.operation());
    }
}
