package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.twin.service.rds.Promotion;
import dev.pilotlight.twin.service.s3.BucketSettings;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What may go wrong around a whole failover, and what must not come of it; docs/hazards.md has the list. */
class SimulatedHazardsTest {

    @Test
    void aSwitchThatIsDeletedLeadsNobodyBack() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.failOver();
            simulation.heal();
            assertThatThrownBy(() -> simulation.act(SimulatedHazardsTest::deleteTheSwitch))
                    .as("the bucket's policy denies it to everybody")
                    .hasRootCauseInstanceOf(S3Exception.class);

            simulation.twin().s3().change(Walkthrough.SWITCH_BUCKET, BucketSettings.plain());
            simulation.act(SimulatedHazardsTest::deleteTheSwitch);

            assertThat(simulation.twin().s3().content(Walkthrough.SWITCH_BUCKET, Walkthrough.SWITCH_KEY))
                    .isEmpty();
            simulation.advance(Duration.ofMinutes(3));
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }

    @Test
    void bothSidesUnhealthyLeadNobodyBack() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.failOver();
            simulation.twin().strike(Walkthrough.RECOVERY, Set.of("ec2", "rds", "s3", "monitoring"));

            simulation.advance(Duration.ofMinutes(3));
            assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        }
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {-15, 15})
    void aWallClockThatIsFarOffChangesNothing(int minutes) {
        try (Simulation simulation = Simulation.withClockSkew(Duration.ofMinutes(minutes))) {
            Execution failover = simulation.failOver();

            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertServedOnce(simulation);
        }
    }

    @Test
    void everyAnswerToTheJournalsOwnWritesIsLostAndTheRunEndsTheSame() {
        try (Simulation simulation = Simulation.prepared()) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.loseAnswers(call -> call.operation().equals("TransactWriteItems"));
            simulation.runToEnd(failover);

            assertThat(Simulation.verdict(failover))
                    .as("%s %s", failover.output(), failover.cause())
                    .isEqualTo("SUCCEEDED");
            assertServedOnce(simulation);
        }
    }

    @Tag("thorough")
    @ParameterizedTest(name = "without {0} from {1} on")
    @CsvSource({
        "dynamodb, RemoveFromGlobalCluster",
        "rds, RemoveFromGlobalCluster",
        "ec2, RemoveFromGlobalCluster",
        "ssm, RemoveFromGlobalCluster",
        "s3, RemoveFromGlobalCluster",
        "sns, RemoveFromGlobalCluster",
        "sts, RemoveFromGlobalCluster",
        "dynamodb, PutParameter",
        "rds, PutParameter",
        "ec2, PutParameter",
        "s3, PutParameter",
        "dynamodb, PutObject",
        "s3, PutObject",
        "sns, PutObject"
    })
    void aServiceThatFailsAtOrAfterThePromotionNeverUndoesItAndIsGoneOnFromOnceItIsBack(String service, String from) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedHazardsTest::quick)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.runUntilCalled(from);
            simulation.breakCalls(call -> isIn(call, service));
            simulation.runToEnd(failover);

            assertThat(Simulation.verdict(failover)).isIn("SUCCEEDED", "NEEDS_HUMAN");
            assertThat(simulation.mutations()).doesNotContain("TerminateInstances");
            simulation.repair();
            if (!Simulation.verdict(failover).equals("SUCCEEDED")) {
                simulation.advance(Duration.ofMinutes(5));
                String next = failover.identity().name() + "-r1";
                Execution resumed = simulation.runToEnd(
                        simulation.startFailover(next, Simulation.object().put("plan", "shop")));
                assertThat(Simulation.verdict(resumed))
                        .as("%s %s", resumed.output(), resumed.cause())
                        .isEqualTo("SUCCEEDED");
            }
            assertServedOnce(simulation);
        }
    }

    @Tag("thorough")
    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"dynamodb", "ssm", "s3", "sns"})
    void aServiceThatFailsBeforeThePromotionPromotesNothingOrIsNotNeeded(String service) {
        try (Simulation simulation = Simulation.prepared(physics -> physics, SimulatedHazardsTest::quick)) {
            simulation.strike();
            Execution failover = simulation.awaitFailover();
            simulation.advance(Duration.ofSeconds(2));
            simulation.breakCalls(call -> isIn(call, service));
            simulation.runToEnd(failover);

            List<String> promotions = promotions(simulation);
            if (promotions.isEmpty()) {
                assertThat(Simulation.verdict(failover)).isIn("SAFE_ABORTED", "STOOD_DOWN", "NEEDS_HUMAN");
                simulation.heal();
                assertThat(simulation.visitorsAreLedTo()).startsWith("shop-east.");
            } else {
                assertThat(Simulation.verdict(failover)).isIn("SUCCEEDED", "NEEDS_HUMAN");
                assertThat(promotions).hasSize(1);
            }
        }
    }

    private static void assertServedOnce(Simulation simulation) {
        assertThat(promotions(simulation)).containsExactly(Promotion.DETACH.name());
        assertThat(simulation.mutations()).containsOnlyOnce("RunInstances", "PutParameter", "PutObject");
        assertThat(simulation.writers()).containsExactly(Walkthrough.RECOVERY_CLUSTER);
        assertThat(simulation.instances()).isEqualTo(2);
        assertThat(simulation.visitorsAreLedTo()).startsWith("shop-west.");
        assertThat(simulation.failovers()).hasSizeBetween(1, 2);
    }

    private static List<String> promotions(Simulation simulation) {
        return simulation
                .twin()
                .front()
                .exclusively(() -> simulation.twin().rds().promotions(Walkthrough.GLOBAL_CLUSTER).stream()
                        .map(effect -> effect.how().name())
                        .toList());
    }

    private static void deleteTheSwitch(AwsClients clients) {
        clients.s3()
                .deleteObject(delete -> delete.bucket(Walkthrough.SWITCH_BUCKET).key(Walkthrough.SWITCH_KEY));
    }

    private static boolean isIn(Call call, String service) {
        return call.service().equals(service) && call.region().equals(Walkthrough.RECOVERY);
    }

    private static void quick(ObjectNode plan) {
        ((ObjectNode) plan.path("outage")).put("window", "5s");
    }
}
