package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StopRunTest {
    private static final Act DETACH = new Act(Act.Kind.DETACH_CLUSTER, "shop-west", "shop-global shop-west");
    private static final Act LAUNCH = new Act(Act.Kind.LAUNCH_INSTANCES, "web", "token");

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final List<String> woken = new ArrayList<>();
    private boolean lost;
    private final OpenRecord.Opened opened = Runs.open(table, plan, "shop-1", NOON);

    @Test
    void aRunThatHasChangedNothingTurnsBackAndHasNothingToUndo() {
        assertThat(stop()).containsEntry("back", true).containsEntry("changed", false);
    }

    @Test
    void aLaunchIsSomethingToUndo() {
        Runs.permit(lease(), LAUNCH);

        assertThat(stop()).containsEntry("back", true).containsEntry("changed", true);
    }

    @Test
    void theDurableIntentOfAPromotionIsThePointOfNoReturn() {
        Runs.permit(lease(), DETACH);

        assertThat(stop()).containsEntry("back", false);
        Runs.permit(lease(), new Act(Act.Kind.BIND_PARAMETER, "/shop/endpoint", "shop-west"));
    }

    @Test
    void aRefusalThatIsWrittenDownLeadsBackBeforeIt() {
        Lease lease = lease();
        lease.settle(Runs.permit(lease, DETACH), new Settlement.DidNotHappen("the service rejected it"));

        assertThat(stop()).containsEntry("back", true);
    }

    @Test
    void aDatabaseThatWasFoundPromotedEndsTheWayBackAsWell() {
        lease().note(Entry.FOUND_PROMOTED, Map.of("database", "orders"));

        assertThat(stop()).containsEntry("back", false);
    }

    @ParameterizedTest
    @EnumSource
    void afterTheStopNothingButUndoingIsPermitted(Act.Kind kind) {
        stop();
        Act act = new Act(kind, "target", "token");

        if (kind.course() == Act.Course.BACK) {
            assertThat(Runs.permit(lease(), act).act()).isEqualTo(act);
        } else {
            RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> Runs.permit(lease(), act));
            assertThat(refusal.guard()).isEqualTo(Guard.RUN_STOPPED);
            assertThat(refusal).hasMessageContaining("SITE_UNHEALTHY: no answer");
        }
    }

    @Test
    void whoWaitsForAPersonIsWokenBecauseNothingFollowsFromAnAnswerAnyMore() {
        ask("token-1");
        stop();

        assertThat(woken).containsExactly("token-1");
    }

    @Test
    void whoWaitsBeyondThePointOfNoReturnGoesOnWaiting() {
        ask("token-1");
        Runs.permit(lease(), DETACH);
        stop();

        assertThat(woken).isEmpty();
    }

    @Test
    void aWakeUpCallThatIsLostDoesNotBlockTheWayBack() {
        ask("token-1");
        lost = true;

        assertThat(stop()).containsEntry("back", true);
    }

    private void ask(String token) {
        new Approvals(table)
                .ask(opened.run(), Question.of(Question.PROMOTION, Map.of()), Duration.ofMinutes(15), token, NOON);
    }

    @Test
    void anIntentThatIsWrittenJustBeforeTheStopWins() {
        RacingTable racing = new RacingTable(table, () -> Runs.permit(lease(), DETACH));
        Lease stopping = Lease.of(racing, opened.run(), plan, Runs.call(NOON));

        assertThat(stopping.stop("SITE_UNHEALTHY", "no answer")).isFalse();
    }

    @Test
    void aStopThatIsWrittenJustBeforeAnIntentWins() {
        RacingTable racing = new RacingTable(table, this::stop);
        Lease promoting = Lease.of(racing, opened.run(), plan, Runs.call(NOON));

        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> Runs.permit(promoting, DETACH));

        assertThat(refusal.guard()).isEqualTo(Guard.RUN_STOPPED);
    }

    @Test
    void theOtherHalfSeesTheStopAndAResumedRunBeginsWithoutIt() {
        stop();
        assertThat(Deeds.of(lease()).stopped()).isPresent();
        close("{\"verdict\":\"NEEDS_HUMAN\"}");

        OpenRecord.Opened resumed = Runs.open(table, plan, "shop-1-r1", NOON.plusSeconds(60));

        Lease next = Runs.lease(table, resumed, NOON.plusSeconds(60));
        assertThat(Deeds.of(next).stopped()).isEmpty();
        assertThat(Runs.permit(next, LAUNCH).act()).isEqualTo(LAUNCH);
    }

    @Test
    void nothingIsSafelyAbortedWhileAnActIsOpen() {
        Runs.permit(lease(), LAUNCH);

        Map<String, Object> evidence =
                close("{\"verdict\":\"SAFE_ABORTED\",\"guard\":\"NO_CAPACITY\",\"why\":\"none\"}");

        assertThat(evidence).containsEntry("verdict", "NEEDS_HUMAN").containsEntry("guard", "UNSETTLED");
        assertThat(evidence).extractingByKey("why").asString().contains("LAUNCH_INSTANCES of web", "NO_CAPACITY: none");
    }

    @Test
    void nothingIsSafelyAbortedAfterThePointOfNoReturn() {
        Lease lease = lease();
        lease.settle(Runs.permit(lease, DETACH), new Settlement.Happened(Map.of()));

        assertThat(close("{\"verdict\":\"STOOD_DOWN\"}")).containsEntry("verdict", "NEEDS_HUMAN");
    }

    @Test
    void aResumedRunIsToldWhetherThePointOfNoReturnHasBeenPassed() {
        close("{\"verdict\":\"NEEDS_HUMAN\"}");
        OpenRecord.Opened before = Runs.open(table, plan, "shop-1-r1", NOON);
        assertThat(before.evidence()).containsEntry("resumed", true).containsEntry("promoted", false);

        Runs.permit(Runs.lease(table, before, NOON), DETACH);
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(before.run(), plan, NOON, "{\"verdict\":\"NEEDS_HUMAN\"}"));

        assertThat(Runs.open(table, plan, "shop-1-r2", NOON).evidence()).containsEntry("promoted", true);
    }

    private Lease lease() {
        return Runs.lease(table, opened, NOON);
    }

    private Map<String, Object> stop() {
        Outcome outcome = new StopRun(new Approvals(table), this::wake)
                .advance(
                        Runs.request(opened.run(), plan, NOON, "{\"guard\":\"SITE_UNHEALTHY\",\"why\":\"no answer\"}"),
                        lease());
        return ((Outcome.Done) outcome).evidence();
    }

    private boolean wake(String token) {
        if (lost) {
            throw new RetryableUnavailableException("no answer");
        }
        return woken.add(token);
    }

    private Map<String, Object> close(String arguments) {
        Instant end = NOON.plusSeconds(30);
        Outcome outcome = new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, end, arguments));
        return ((Outcome.Done) outcome).evidence();
    }
}
