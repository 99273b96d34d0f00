package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakeOverTest {
    private static final PlanName SHOP = new PlanName("shop");
    private static final String ARNS = "arn:aws:states:us-west-2:111111111111:execution:pilot-light-failover:";
    private static final Act LAUNCH = new Act(Act.Kind.LAUNCH_INSTANCES, "web", "token");
    private static final Act DETACH = new Act(Act.Kind.DETACH_CLUSTER, "shop-west", "shop-global shop-west");

    private static final Act FENCE = new Act(Act.Kind.CLOSE_SUBNET, "subnet-1", "token");

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final InMemoryPlans plans = new InMemoryPlans(plan);
    private final ExecutionsInMemory executions = new ExecutionsInMemory();
    private final Set<Act.Kind> seen = new TreeSet<>();
    private final Set<Act.Kind> unclear = new TreeSet<>(Set.of(FENCE.kind()));
    private final Set<Purpose> askedFor = new TreeSet<>();
    private Trace home = new Trace.Nothing();
    private boolean declared;
    private final TakeOver takeOver = new TakeOver(
            plans, table, executions, (any, purpose) -> (plan, intent) -> look(purpose, intent), any -> home);
    private final OpenRecord.Opened opened = open("shop-7", NOON);
    private Instant now = NOON.plusSeconds(100);
    private Duration waited = Duration.ZERO;

    TakeOverTest() {
        executions.start(ARNS + "shop-7");
    }

    @Test
    void theOldRunLosesTheLeaseBeforeAnythingElseHappens() {
        call("taker");

        assertThat(executions.stopped()).isEmpty();
        assertStale();
    }

    @Test
    void thenItIsStoppedItsLastCallsRunOutAndTheNextEpochBegins() {
        runToTheEnd("taker");

        assertThat(executions.stopped()).containsExactly(ARNS + "shop-7");
        assertThat(waited).isGreaterThan(Duration.ofSeconds(33));
        OpenRecord.Opened next = open("taker", now);
        assertThat(next.run().epoch()).isEqualTo(new Epoch(2));
        assertThat(next.evidence()).containsEntry("promoted", false).containsEntry("resumed", false);
        assertThat(Runs.permit(Runs.lease(table, next, now), LAUNCH).epoch()).isEqualTo(new Epoch(2));
        assertStale();
        assertThat(new OutageCounter(table).newest(SHOP).orElseThrow().execution())
                .isEqualTo("taker");
    }

    @Test
    void whatTheWorldShowsIsSettledAsHappenedAndTheRestAfterAWhileAsOfNoEffect() {
        Runs.permit(lease(), LAUNCH);
        Runs.permit(lease(), DETACH);
        seen.add(Act.Kind.LAUNCH_INSTANCES);

        runToTheEnd("taker");

        List<Deed> deeds = Deeds.in(Journal.entries(table, SHOP, new Epoch(1)));
        assertThat(deeds.get(0).happened()).isTrue();
        assertThat(deeds.get(1).failed()).isTrue();
        assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void aPromotionThatTheOldRunHadBegunIsNeverTakenBackByTheNewOne() {
        lease().note("decision", Map.of("decision", "promote"));
        Runs.permit(lease(), DETACH);
        seen.add(Act.Kind.DETACH_CLUSTER);
        runToTheEnd("taker");

        OpenRecord.Opened next = open("taker", now);

        assertThat(next.evidence()).containsEntry("promoted", true);
        Lease lease = Runs.lease(table, next, now);
        assertThat(lease.stop("SITE_UNHEALTHY", "no answer")).isFalse();
        assertThat(Deeds.of(lease).notes("decision")).hasSize(1);
        assertThat(Deeds.of(lease).epochs()).containsExactly(new Epoch(1), new Epoch(2));
    }

    @Test
    void beforeThePointOfNoReturnTheNewRunDecidesAnew() {
        lease().note("decision", Map.of("decision", "promote"));
        runToTheEnd("taker");

        assertThat(Deeds.of(Runs.lease(table, open("taker", now), now)).notes("decision"))
                .isEmpty();
    }

    @Test
    void anActOfWhichNobodyCanTellStaysOpenForTheNextRunToUndoAndToSettle() {
        Runs.permit(lease(), FENCE);

        runToTheEnd("taker");

        Lease next = Runs.lease(table, open("taker", now), now);
        assertThat(Deeds.of(next).of(Act.Kind.CLOSE_SUBNET)).singleElement().matches(Deed::open);
        assertThat(close(next).evidence()).containsEntry("guard", "UNSETTLED");
    }

    @Test
    void whatIsUnclearOfAFenceHoldsNobodyUp() {
        Runs.permit(lease(), FENCE);

        runToTheEnd("taker");

        assertThat(waited).isEqualTo(Duration.ofSeconds(45));
        assertThat(Journal.entries(table, SHOP, new Epoch(1)).getLast().body())
                .contains("CLOSE_SUBNET of subnet-1: nobody answers");
    }

    @Test
    void aPromotionOfWhichNobodyCanTellIsWaitedForAndNeverGuessed() {
        Runs.permit(lease(), DETACH);
        unclear.add(DETACH.kind());

        runToTheEnd("taker");

        assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMinutes(6));
        OpenRecord.Opened next = open("taker", now);
        assertThat(next.evidence()).containsEntry("promoted", true);
        assertThat(Runs.lease(table, next, now).openIntents()).hasSize(1);
    }

    @Test
    void theNextRunCanSettleWhatTheOldOneLeftOpen() {
        Runs.permit(lease(), FENCE);
        runToTheEnd("taker");
        Lease next = Runs.lease(table, open("taker", now), now);

        Deeds.of(next).settleOpen(Act.Kind.CLOSE_SUBNET, "subnet-1", new Settlement.DidNotHappen("it is open"));

        assertThat(next.openIntents()).isEmpty();
        assertThat(close(next).evidence()).containsEntry("verdict", "SAFE_ABORTED");
    }

    @Test
    void nothingForwardIsPermittedWhileTheOldRunIsBeingSettled() {
        call("taker");
        OpenRecord.Opened halfway = new OpenRecord.Opened(run("taker", 1), plan, Map.of());

        RefusedException refusal = catchThrowableOfType(
                RefusedException.class, () -> Runs.permit(Runs.lease(table, halfway, now), LAUNCH));

        assertThat(refusal.guard()).isEqualTo(Guard.RUN_STOPPED);
    }

    @Test
    void aTakerThatDiesHalfwayIsTakenOverItself() {
        executions.start(ARNS + "taker");
        call("taker");
        call("taker");
        waited = Duration.ZERO;

        runToTheEnd("second");

        assertThat(executions.stopped()).containsExactly(ARNS + "shop-7", ARNS + "taker");
        assertThat(open("second", now).run().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void ofTwoTakersTheLaterOneHasThePlanAndTheEarlierOneDoesNotTakeItBack() {
        executions.start(ARNS + "taker");
        call("taker");
        assertThat(call("second")).isInstanceOf(Outcome.Pending.class);

        assertThat(call("taker")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.LEASE_HELD);
            assertThat(refused.why()).contains("the execution second has taken the plan over in its turn");
            assertThat(refused.facts()).containsEntry("otherRun", "second");
        });

        waited = Duration.ZERO;
        runToTheEnd("second");
        assertThat(executions.stopped()).contains(ARNS + "taker");
        assertThat(open("second", now).run().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void aTakerThatDiesHalfwayGoesOnWhenItIsRedriven() {
        call("taker");
        call("taker");
        new CloseAbandonedRun(plans, table, executions, report -> {}, (topic, report) -> {}, "topic").sweep(now);

        runToTheEnd("taker");

        assertThat(open("taker", now).run().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void aTakerThatDiesJustBeforeTheNextEpochIsTakenOverToo() {
        runToTheEnd("taker");
        assertThatThrownBy(() -> open("somebody-else", now)).isInstanceOf(RefusedException.class);
        waited = Duration.ZERO;

        runToTheEnd("second");

        assertThat(open("second", now).run().epoch()).isEqualTo(new Epoch(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"plan\":\"shop\",\"takeover\":true}",
                "{\"plan\":\"shop\",\"takeover\":true,\"reason\":\" \"}",
                "{\"takeover\":true,\"reason\":\"it hangs\"}",
                "{\"plan\":\"Shop\",\"takeover\":true,\"reason\":\"it hangs\"}",
                "{\"plan\":\"shop\",\"takeover\":true,\"reason\":\"it hangs\",\"declared\":\"true\"}",
                "{\"plan\":\"shop\",\"takeover\":true,\"reason\":\"it hangs\",\"region\":\"us-west-2\"}"
            })
    void whatCouldNotOpenARecordTakesNothingFromAnybody(String input) {
        assertThatThrownBy(() -> TakeOver.Taker.of(Documents.json(input), "taker", ARNS + "taker", Duration.ZERO))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.INVALID_INPUT));
    }

    @Test
    void whatAPersonTypesMakesATaker() {
        assertThat(TakeOver.Taker.of(
                        Documents.json(
                                "{\"plan\":\"shop\",\"takeover\":true,\"declared\":true,\"reason\":\"it hangs\"}"),
                        "taker",
                        ARNS + "taker",
                        Duration.ofSeconds(45)))
                .isEqualTo(new TakeOver.Taker(SHOP, "taker", ARNS + "taker", true, "it hangs", Duration.ofSeconds(45)));
    }

    @Test
    void whoHasThePlanAlreadyTakesItFromNobody() {
        assertThat(call("shop-7")).isEqualTo(Outcome.done(Map.of("taken", false)));
        assertThat(executions.stopped()).isEmpty();
    }

    @Test
    void aRunWhoseArnTheJournalDoesNotKnowIsOneOfTheTakersMachine() {
        InMemoryJournalTable another = new InMemoryJournalTable();
        Runs.openRecord(another, plans)
                .open(new OpenRecord.Start(
                        Documents.json("{\"plan\":\"shop\"}"), Purpose.FAILOVER, "shop-7", NOON, NOON));
        TakeOver over = new TakeOver(
                plans, another, executions, (any, purpose) -> (plan, intent) -> look(purpose, intent), any -> home);
        TakeOver.Taker taker = new TakeOver.Taker(SHOP, "taker", ARNS + "taker", false, "it hangs", Duration.ZERO);

        over.advance(taker, Runs.call(now));
        over.advance(taker, Runs.call(now));

        assertThat(executions.stopped()).containsExactly(ARNS + "shop-7");
    }

    @Test
    void whileOthersWriteNothingIsTakenAndTheStepIsCalledAgain() {
        table.meet(Fault.CONTEND);
        assertThatThrownBy(() -> call("taker")).isInstanceOf(RetryableConflictException.class);
        assertThat(Runs.permit(lease(), LAUNCH).epoch()).isEqualTo(new Epoch(1));
    }

    @Test
    void anAnswerThatIsLostIsReadBackAndARequestThatIsLostIsAskedAgain() {
        table.meet(Fault.LOSE_REQUEST, Fault.LOSE_ANSWER);
        assertThatThrownBy(() -> call("taker")).isInstanceOf(RetryableUnavailableException.class);
        assertThat(call("taker")).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void aPlanWhosePinnedVersionIsGoneIsNotSettledByAnotherOne() {
        call("taker");
        call("taker");
        TakeOver without = new TakeOver(
                new InMemoryPlans(),
                table,
                executions,
                (any, purpose) -> (plan, intent) -> look(purpose, intent),
                any -> home);
        TakeOver.Taker taker =
                new TakeOver.Taker(SHOP, "taker", ARNS + "taker", false, "it hangs", Duration.ofMinutes(1));

        assertThatThrownBy(() -> without.advance(taker, Runs.call(now)))
                .isInstanceOf(BrokenJournalException.class)
                .hasMessageContaining("version v1 of plan shop");
    }

    @Test
    void anEffectThatNobodyHasSeenIsWaitedForAMomentLessThanTwoMinutes() {
        Runs.permit(lease(), LAUNCH);
        call("taker");
        call("taker");

        waited = Duration.ofSeconds(119);
        assertThat(call("taker")).asString().contains("waiting to see what became of LAUNCH_INSTANCES");
        waited = Duration.ofMinutes(2);
        assertThat(call("taker")).asString().contains("the next epoch may begin");
    }

    @Test
    void whatNobodyHoldsNeedsNoTakeover() {
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, now, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(call("taker")).isEqualTo(Outcome.done(Map.of("taken", false)));
        assertThat(executions.stopped()).isEmpty();
    }

    @Test
    void aRunThatNeedsAPersonCanBeTakenOverAsWell() {
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, now, "{\"verdict\":\"NEEDS_HUMAN\"}"));
        executions.stop(ARNS + "shop-7", "ended");

        runToTheEnd("taker");

        assertThat(open("taker", now).run().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void aFailbackGoesOnByItselfUnlessSomebodyDeclaresThatHomeIsLost() {
        OpenRecord.Opened failback = switchedOver();
        home = new Trace.Found(Map.of());

        assertIsLeftAlone(failback, "nobody declares that home is lost");
    }

    @Test
    void aFailbackThatHasNotBroughtTheDatabasesHomeLeavesNothingToFailOver() {
        OpenRecord.Opened failback = failback();
        declared = true;

        assertIsLeftAlone(failback, "the databases are not home: the application is served from us-west-2");
    }

    @Test
    void nothingIsTakenFromAFailbackWhileNobodyKnowsWhoTakesTheWrites() {
        OpenRecord.Opened failback = switchedOver();
        declared = true;
        home = new Trace.Unclear("a switchover is switching-over");

        assertThat(call("taker"))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.why()).contains("a switchover is switching-over"));
        assertThat(Runs.permit(Runs.lease(table, failback, now), LAUNCH).epoch())
                .isEqualTo(new Epoch(2));
    }

    @Test
    void whenHomeIsLostAgainTheFailoverThatTakesAFailbackOverBeginsWithNothingDone() {
        OpenRecord.Opened failback = switchedOver();
        Runs.permit(Runs.lease(table, failback, now), new Act(Act.Kind.SHIFT_TRAFFIC_HOME, "switch", "to primary"));
        declared = true;
        home = new Trace.Found(Map.of());

        runToTheEnd("taker");

        assertThat(executions.stopped()).containsExactly(ARNS + "home-1");
        assertThat(askedFor).containsExactly(Purpose.FAILBACK);
        RefusedException refusal = catchThrowableOfType(
                RefusedException.class, () -> Runs.permit(Runs.lease(table, failback, now), LAUNCH));
        assertThat(refusal.guard()).isEqualTo(Guard.STALE_EPOCH);
        OpenRecord.Opened next = open("taker", "{\"plan\":\"shop\",\"declared\":true,\"reason\":\"again\"}", now);
        assertThat(next.evidence())
                .containsEntry("promoted", false)
                .containsEntry("fenced", false)
                .containsEntry("epoch", 3L)
                .hasEntrySatisfying("outage", number -> assertThat(number).hasToString("2"));
        assertThat(Deeds.of(Runs.lease(table, next, now)).epochs()).containsExactly(new Epoch(3));
    }

    @Test
    void whatAFailbackHasLeftOpenAtHomeWhereNobodyCanLookHoldsNobodyUp() {
        OpenRecord.Opened failback = switchedOver();
        Act binding = new Act(Act.Kind.BIND_PARAMETER, "/shop/db-endpoint", "shop-east");
        Runs.permit(Runs.lease(table, failback, now), binding);
        unclear.add(binding.kind());
        declared = true;
        home = new Trace.Found(Map.of());

        runToTheEnd("taker");

        assertThat(waited).isEqualTo(Duration.ofSeconds(45));
        assertThat(Journal.entries(table, SHOP, new Epoch(2)).getLast().body())
                .contains("BIND_PARAMETER of /shop/db-endpoint: nobody answers");
    }

    @Test
    void theFailbackThatFollowsOneThatWasGivenUpIsHalfwayHomeUntilSomebodyPromotesOrComesHome() {
        switchedOver();
        declared = true;
        home = new Trace.Found(Map.of());
        assertThat(halfwayHome(3)).as("while the failback goes on").isFalse();
        runToTheEnd("taker");
        OpenRecord.Opened failover = open("taker", "{\"plan\":\"shop\",\"declared\":true,\"reason\":\"again\"}", now);

        assertThat(halfwayHome(4)).as("before anything is promoted").isTrue();
        Runs.permit(Runs.lease(table, failover, now), DETACH);
        assertThat(halfwayHome(4)).as("after a promotion").isFalse();
    }

    /** As a run of this epoch would see it. */
    private boolean halfwayHome(long epoch) {
        Lease lease = Lease.of(table, run("home-2", epoch), plan, Runs.call(now));
        return Deeds.of(lease).isHalfwayHome();
    }

    @Test
    void whoTakesTheFailoverOverThatTookAFailbackOverGoesOnWithIt() {
        switchedOver();
        declared = true;
        home = new Trace.Found(Map.of());
        runToTheEnd("taker");
        OpenRecord.Opened failover = open("taker", "{\"plan\":\"shop\",\"declared\":true,\"reason\":\"again\"}", now);
        Runs.permit(Runs.lease(table, failover, now), DETACH);
        seen.add(Act.Kind.DETACH_CLUSTER);
        waited = Duration.ZERO;
        declared = false;

        runToTheEnd("second");

        OpenRecord.Opened next = open("second", now);
        assertThat(next.evidence())
                .containsEntry("promoted", true)
                .hasEntrySatisfying("outage", number -> assertThat(number).hasToString("2"));
        assertThat(Deeds.of(Runs.lease(table, next, now)).epochs()).containsExactly(new Epoch(3), new Epoch(4));
    }

    /** The failover is over, and the application on its way home. */
    private OpenRecord.Opened failback() {
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, now, "{\"verdict\":\"SUCCEEDED\"}"));
        executions.start(ARNS + "home-1");
        return Runs.openRecord(table, plans)
                .open(new OpenRecord.Start(
                        Documents.json("{\"plan\":\"shop\"}"), Purpose.FAILBACK, "home-1", ARNS + "home-1", now, now));
    }

    private OpenRecord.Opened switchedOver() {
        OpenRecord.Opened failback = failback();
        Lease lease = Runs.lease(table, failback, now);
        Act act = new Act(Act.Kind.SWITCH_OVER_GLOBAL_CLUSTER, "shop-east", "shop-global to shop-east");
        lease.settle(Runs.permit(lease, act), new Settlement.Happened(Map.of()));
        return failback;
    }

    private void assertIsLeftAlone(OpenRecord.Opened failback, String why) {
        assertThat(call("taker")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.LEASE_HELD);
            assertThat(refused.why()).contains(why);
        });
        assertThat(executions.stopped()).isEmpty();
        assertThat(Runs.permit(Runs.lease(table, failback, now), LAUNCH).epoch())
                .isEqualTo(new Epoch(2));
    }

    @ParameterizedTest
    @EnumSource
    void everyWriteMayMeetEveryFault(Fault fault) {
        Runs.permit(lease(), LAUNCH);
        seen.add(Act.Kind.LAUNCH_INSTANCES);
        table.meet(fault, Fault.NONE, fault, Fault.NONE, fault);

        runToTheEnd("taker");

        assertThat(open("taker", now).run().epoch()).isEqualTo(new Epoch(2));
        assertThat(Journal.entries(table, SHOP, new Epoch(1)))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.INTENT, Entry.ADOPTED, Entry.OUTCOME, Entry.SETTLED);
    }

    @ParameterizedTest
    @CsvSource({"15", "-15"})
    void aClockThatIsFarOffChangesNothing(int minutes) {
        now = NOON.plus(Duration.ofMinutes(minutes));

        runToTheEnd("taker");

        assertThat(waited).isEqualTo(Duration.ofSeconds(45));
        assertThat(open("taker", now.minus(Duration.ofMinutes(20))).run().epoch())
                .isEqualTo(new Epoch(2));
        assertStale();
    }

    /** Calls until it is done, as the state machine does, which also repeats what has failed for the moment. */
    private void runToTheEnd(String taker) {
        for (int i = 0; i < 100; i++) {
            Outcome outcome;
            try {
                outcome = call(taker);
            } catch (RetryableException passing) {
                continue;
            }
            if (outcome instanceof Outcome.Done) {
                return;
            }
        }
        throw new AssertionError("the plan is not taken over after 100 calls");
    }

    private Outcome call(String taker) {
        Outcome outcome = takeOver.advance(
                new TakeOver.Taker(SHOP, taker, ARNS + taker, declared, "it hangs", waited), Runs.call(now));
        assertThat(outcome).isNotNull();
        if (outcome instanceof Outcome.Pending pending) {
            Optional.ofNullable(pending.carried().get("waited"))
                    .ifPresent(seconds -> waited = Duration.ofSeconds((Long) seconds));
        }
        return outcome;
    }

    private Lease lease() {
        return Runs.lease(table, opened, NOON);
    }

    private Outcome.Done close(Lease next) {
        assertThat(Deeds.of(next).epochs()).hasSize(2);
        return (Outcome.Done) new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(run("taker", 2), plan, now, "{\"verdict\":\"SAFE_ABORTED\"}"));
    }

    private void assertStale() {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> Runs.permit(lease(), LAUNCH));
        assertThat(refusal.guard()).isEqualTo(Guard.STALE_EPOCH);
    }

    private OpenRecord.Opened open(String execution, Instant at) {
        return open(execution, "{\"plan\":\"shop\"}", at);
    }

    private OpenRecord.Opened open(String execution, String input, Instant at) {
        return Runs.openRecord(table, plans)
                .open(new OpenRecord.Start(
                        Documents.json(input), Purpose.FAILOVER, execution, ARNS + execution, at, at));
    }

    private Run run(String execution, long epoch) {
        return new Run(SHOP, "v1", plan.digest(), execution, new Epoch(epoch), NOON, false);
    }

    /** Acts whose kind a test names have had their effect; of a fence nobody can tell. */
    private Trace look(Purpose purpose, OpenIntent intent) {
        askedFor.add(purpose);
        Act.Kind kind = intent.act().kind();
        return unclear.contains(kind) ? new Trace.Unclear("nobody answers") : Trace.of(seen.contains(kind));
    }
}
