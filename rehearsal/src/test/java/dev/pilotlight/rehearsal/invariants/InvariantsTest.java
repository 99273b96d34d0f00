package dev.pilotlight.rehearsal.invariants;

import static dev.pilotlight.rehearsal.invariants.DoctoredWorld.PRIMARY;
import static dev.pilotlight.rehearsal.invariants.DoctoredWorld.RECOVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.truth.Invocation;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.states.ExecutionStatus;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each invariant, in a world where it holds and in one that was doctored so that it does not. */
class InvariantsTest {
    private DoctoredWorld world = new DoctoredWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private DoctoredWorld world(DoctoredWorld other) {
        world.close();
        world = other;
        return other;
    }

    @Test
    void aPromotionByTheBookBreaksNothing() {
        world.primaryFails().readyToPromote().detach();

        assertThat(world.violations()).isEmpty();
    }

    @Test
    void s1NoticesAnEpochThatShrinks() {
        world.lease(2, "shop-2").lease(1, "shop-1");

        assertThat(world.broken()).containsExactly("S1");
    }

    @Test
    void s1NoticesASecondPromotionInOneEpoch() {
        world(new DoctoredWorld(Plans::managed)).primaryFails().readyToPromote();
        world.failover(RECOVERY, Walkthrough.RECOVERY_CLUSTER);
        assertThat(world.broken()).doesNotContain("S1");
        world.primaryHeals().pass(Duration.ofHours(2)).failover(PRIMARY, Walkthrough.PRIMARY_CLUSTER);

        assertThat(world.broken()).contains("S1");
    }

    @Test
    void s2NoticesAnEffectOfWhoHasLostTheLease() {
        world.primaryFails().readyToPromote().lease(2, "shop-2").detach();

        assertThat(world.broken()).contains("S2");
    }

    @Test
    void s3NoticesAPromotionWithoutADecision() {
        world.primaryFails()
                .lease(1, "shop-1")
                .opened(1)
                .intent(2, "DETACH_CLUSTER")
                .detach();

        assertThat(world.broken()).contains("S3");
    }

    @Test
    void s3NoticesAPromotionThatNoFenceNorWaiverCovers() {
        world(new DoctoredWorld(Plans::unfencedAsks))
                .primaryFails()
                .readyToPromote()
                .detach();

        assertThat(world.broken()).containsExactly("S3");
    }

    @Test
    void s3NoticesTrafficThatMovesBeforeTheDatabaseTakesWrites() {
        world.primaryFails().readyToPromote().intent(4, "SHIFT_TRAFFIC").moveTraffic("no");

        assertThat(world.broken()).contains("S3", "S7");
    }

    @Test
    void s4NoticesADetachThatThePlanDoesNotWant() {
        world(new DoctoredWorld(Plans::managed)).primaryFails().readyToPromote().detach();

        assertThat(world.broken()).containsExactly("S4");
    }

    @Test
    void s5NoticesAPromotionWithTooMuchLag() {
        world(new DoctoredWorld(
                        plan -> {},
                        Physics.defaults()
                                .withDatabase(database -> database.withReplicationLag(Duration.ofMinutes(4)))))
                .primaryFails()
                .readyToPromote()
                .detach();

        assertThat(world.broken()).containsExactly("S5");
    }

    @Test
    void s5NoticesAPromotionOfWhoseLossNobodyKnows() {
        world.readyToPromote().detach();

        assertThat(world.broken())
                .as("there is no moment at which the primary was lost")
                .contains("S5");
    }

    @Test
    void s6NoticesOneInstanceTooMany() {
        world.image().lease(1, "shop-1").opened(1).intent(2, "LAUNCH_INSTANCES").launch(2, "one");
        assertThat(world.broken()).isEmpty();
        world.intent(3, "LAUNCH_INSTANCES").launch(1, "two");

        assertThat(world.broken()).containsExactly("S6");
    }

    @Test
    void s6NoticesASuccessWithTooFewInstances() {
        world.end(new Ending("shop-1", ExecutionStatus.SUCCEEDED, "SUCCEEDED", "", false));

        assertThat(world.broken()).contains("S6");
    }

    @Test
    void s7NoticesTrafficThatMovesToASiteWithTooFewPasses() {
        world.primaryFails().readyToPromote().detach().pass(Duration.ofMinutes(10));
        world.probed("recovery.shop.example", "/health", 200, "ok")
                .probed("recovery.shop.example", "/health", 200, "ok")
                .probed("recovery.shop.example", "/health", 503, "no")
                .probed("recovery.shop.example", "/health", 200, "ok")
                .probed("shop-site-west.s3-website-us-west-2.amazonaws.com", "/", 200, "");
        world.intent(4, "SHIFT_TRAFFIC").moveTraffic("no");

        assertThat(world.broken()).containsExactly("S7");
    }

    @Test
    void s8NoticesAChangeWithoutAnIntentOfItsOwn() {
        world.lease(1, "shop-1")
                .opened(1)
                .intent(2, "BIND_PARAMETER")
                .as(
                        "Bind",
                        aws -> aws.ssm()
                                .putParameter(put -> put.name("/shop/database/endpoint")
                                        .value("a")
                                        .overwrite(true)));
        assertThat(world.broken()).isEmpty();
        world.as(
                "Bind",
                aws -> aws.ssm()
                        .putParameter(put ->
                                put.name("/shop/database/endpoint").value("b").overwrite(true)));

        assertThat(world.broken()).containsExactly("S8");
    }

    @Test
    void s8NoticesAGap() {
        world.opened(1).entry(3, "signal", Map.of());

        assertThat(world.broken()).containsExactly("S8");
    }

    @Test
    void s8NoticesAnEntryThatWasWrittenAnew() {
        world.opened(1).entry(2, "signal", Map.of()).entry(2, "decision", Map.of());

        assertThat(world.broken()).containsExactly("S8");
    }

    @Test
    void s9NoticesACallToThePrimaryRegionAfterThePromotion() {
        world.primaryFails().readyToPromote().detach();
        world.as("CheckRecoveryRegion", aws -> aws.cloudWatch(PRIMARY).describeAlarms());

        assertThat(world.broken()).contains("S9");
    }

    @Test
    void s10NoticesAChangeWithoutAnOpenRecord() {
        world.lease(1, "shop-1")
                .intent(1, "BIND_PARAMETER")
                .as(
                        "Bind",
                        aws -> aws.ssm()
                                .putParameter(put -> put.name("/shop/database/endpoint")
                                        .value("a")
                                        .overwrite(true)));

        assertThat(world.broken()).containsExactly("S10");
    }

    @Test
    void s11NoticesACallThatThePolicyDoesNotAllow() {
        world.as("CheckSite", aws -> aws.ec2(RECOVERY).describeInstances());

        assertThat(world.broken()).containsExactly("S11");
    }

    @Test
    void s12NoticesADrillThatChangesProduction() {
        world.lease(1, "shop-1").opened(1).intent(2, "BIND_PARAMETER");
        world.as(
                new Invocation(1, "Bind", 1, "shop-1", true),
                aws -> aws.ssm()
                        .putParameter(put ->
                                put.name("/shop/database/endpoint").value("a").overwrite(true)));

        assertThat(world.broken()).containsExactly("S12");
    }

    @Test
    void s13NoticesThePromotionOfAWellRegion() {
        world.readyToPromote().detach();

        assertThat(world.broken()).contains("S13");
    }

    @Test
    void s14NoticesAPromotionBeforeTheRecoveryRegionAnswered() {
        world.primaryFails().readyToPromote().pass(Duration.ofMinutes(2)).detach();

        assertThat(world.broken()).containsExactly("S14");
    }

    @Test
    void s15NoticesASwitchThatSpringsBack() {
        world.moveTraffic("no").moveTraffic("yes");

        assertThat(world.broken()).contains("S15");
    }

    @Test
    void l1NoticesRunsThatDoNotEndAsOneOfTheFour() {
        for (Ending ending : List.of(
                new Ending("shop-1", ExecutionStatus.RUNNING, "", "", false),
                new Ending("shop-1", ExecutionStatus.TIMED_OUT, "States.Timeout", "it took two days", false),
                new Ending("shop-1", ExecutionStatus.FAILED, "States.Runtime", "something is undefined", false),
                new Ending("shop-1", ExecutionStatus.SUCCEEDED, "FINE", "because it is fine", false),
                new Ending("shop-1", ExecutionStatus.FAILED, "NEEDS_HUMAN", "", false))) {
            world(new DoctoredWorld()).end(ending);

            assertThat(world.broken()).as("%s", ending).containsExactly("L1");
        }
    }

    @Test
    void l1NoticesAnEndThatIsNotTrue() {
        world.end(new Ending("shop-1", ExecutionStatus.SUCCEEDED, "SUCCEEDED", "", false));
        assertThat(world.broken()).contains("L1");

        world(new DoctoredWorld())
                .image()
                .lease(1, "shop-1")
                .opened(1)
                .intent(2, "LAUNCH_INSTANCES")
                .launch(1, "one")
                .end(new Ending("shop-1", ExecutionStatus.SUCCEEDED, "SAFE_ABORTED", "LAG_TOO_HIGH: ...", false));
        assertThat(world.broken()).containsExactly("L1");
    }

    @Test
    void anEndThatIsTrueBreaksNothing() {
        world.end(new Ending("shop-1", ExecutionStatus.SUCCEEDED, "STOOD_DOWN", "OUTAGE_OVER: all is well", false));

        assertThat(world.violations()).isEmpty();
    }

    @Test
    void anInvariantOfWhichNobodyCanTellWhetherItHoldsIsNoFailureOfAFunction() {
        Inspection inspection = world.inspectedFor(new Invariant() {
            @Override
            public String id() {
                return "S0";
            }

            @Override
            public String promise() {
                return "nothing";
            }

            @Override
            public Optional<String> atEnd(Ending ending, Truth truth) {
                throw new IllegalStateException("a made-up defect");
            }
        });

        assertThatThrownBy(() -> inspection.atEnd(Ending.notStarted()))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("nobody can tell whether S0 holds: ")
                .hasRootCauseMessage("a made-up defect");
        assertThat(inspection.violations()).isEmpty();
    }

    /** Plans that differ from the walk-through's in one place. */
    private static final class Plans {
        static void managed(ObjectNode plan) {
            ((ObjectNode) plan.path("databases").get(0)).put("strategy", "managed");
        }

        static void unfencedAsks(ObjectNode plan) {
            ((ObjectNode) plan.path("fence")).put("unfenced", "ask");
        }
    }
}
