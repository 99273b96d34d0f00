package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.AccountId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.PlanWriter;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Epoch;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRecordTest {
    private static final PlanName SHOP = new PlanName("shop");

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final InMemoryPlans plans = new InMemoryPlans(plan);
    private final OpenRecord openRecord = Runs.openRecord(table, plans);

    @Test
    void anEmptyInputStartsTheOnlyPlanUnderItsFirstEpoch() {
        OpenRecord.Opened opened = openRecord.open(Runs.start("{}", "by-hand", NOON));

        assertThat(opened.plan()).isEqualTo(plan);
        assertThat(opened.run().epoch()).isEqualTo(new Epoch(1));
        assertThat(opened.run().planVersion()).isEqualTo("v1");
        assertThat(opened.run().planDigest()).isEqualTo(plan.digest());
        assertThat(opened.evidence())
                .containsEntry("epoch", 1L)
                .containsEntry("resumed", false)
                .containsKeys("outage", "outageBegan", "declared");
    }

    @Test
    void leasesOutageAndFirstEntryAreOneTransaction() {
        openRecord.open(Runs.start("{}", "by-hand", NOON));

        assertThat(table.commits())
                .singleElement()
                .satisfies(writes -> assertThat(writes)
                        .extracting(write ->
                                write.key().partition() + " " + write.key().sort())
                        .containsExactlyInAnyOrder(
                                "PLAN#shop OUTAGE",
                                "CLUSTER#shop-global LEASE",
                                "PLAN#shop LEASE",
                                "PLAN#shop E#000001#000001"));
    }

    @Test
    void theSameExecutionGetsTheSameAnswerAgain() {
        OpenRecord.Opened first = openRecord.open(Runs.start("{}", "by-hand", NOON));
        plans.store(SHOP, ShopPlan.document().put("autonomy", "observe"));

        OpenRecord.Opened again = openRecord.open(new OpenRecord.Start(
                ShopPlan.document().removeAll(), Purpose.FAILOVER, "by-hand", NOON, NOON.plusSeconds(40)));

        assertThat(again).isEqualTo(first);
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void aLostAnswerChangesNothing() {
        table.meet(Fault.LOSE_ANSWER);

        assertThat(openRecord.open(Runs.start("{}", "by-hand", NOON)).run().epoch())
                .isEqualTo(new Epoch(1));
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void aLostRequestIsRepairedByCallingAgain() {
        table.meet(Fault.LOSE_REQUEST);
        assertThatThrownBy(() -> openRecord.open(Runs.start("{}", "by-hand", NOON)))
                .isInstanceOf(RetryableUnavailableException.class);

        assertThat(openRecord.open(Runs.start("{}", "by-hand", NOON)).run().epoch())
                .isEqualTo(new Epoch(1));
    }

    @Test
    void aSecondExecutionIsRefusedWhileTheFirstGoesOn() {
        openRecord.open(Runs.start("{}", "first", NOON));

        RefusedException second = refusal("{}", "second", NOON.plusSeconds(1));
        assertThat(second.guard()).isEqualTo(Guard.LEASE_HELD);
        assertThat(second.outcome().facts()).isEqualTo(Map.of("otherRun", "first"));
        assertThat(refusal("{\"plan\":\"shop\",\"declared\":true,\"reason\":\"now\"}", "third", NOON)
                        .guard())
                .isEqualTo(Guard.LEASE_HELD);
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void anotherPlanCannotTakeTheSameGlobalCluster() {
        openRecord.open(Runs.start("{}", "first", NOON));
        Plan other = ShopPlan.with(document -> document.put("plan", "other"));
        plans.store(other.plan(), PlanWriter.write(other));

        RefusedException refusal = refusal("{\"plan\":\"other\"}", "second", NOON);

        assertThat(refusal.guard()).isEqualTo(Guard.LEASE_HELD);
        assertThat(refusal).hasMessageContaining("shop-global");
    }

    @Test
    void afterARunTheCooldownHoldsUnlessSomebodyDeclaresTheOutage() {
        close("first", NOON, "SUCCEEDED");
        Instant soon = NOON.plus(Duration.ofMinutes(30));

        assertThat(refusal("{}", "second", soon).guard()).isEqualTo(Guard.COOLDOWN);
        OpenRecord.Opened declared = openRecord.open(
                Runs.start("{\"plan\":\"shop\",\"declared\":true,\"reason\":\"it is\"}", "third", soon));

        assertThat(declared.run().epoch()).isEqualTo(new Epoch(2));
        assertThat(declared.evidence())
                .hasEntrySatisfying("declared", value -> assertThat(value).hasToString("true"));
    }

    /** It had written down an end that is still to come. */
    @Test
    void whoDeclaresAnOutageIsNotHeldUpByAClockThatWasAhead() {
        close("first", NOON.plus(Duration.ofMinutes(15)), "SUCCEEDED");

        assertThat(refusal("{}", "second", NOON).guard()).isEqualTo(Guard.COOLDOWN);
        OpenRecord.Opened declared = openRecord.open(
                Runs.start("{\"plan\":\"shop\",\"declared\":true,\"reason\":\"it is\"}", "third", NOON));

        assertThat(declared.run().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void afterTheCooldownTheNextEpochGoesOnWithTheChain() {
        OpenRecord.Opened first = close("first", NOON, "STOOD_DOWN");
        Entry last = Journal.entries(table, SHOP, first.run().epoch()).getLast();

        OpenRecord.Opened second = openRecord.open(Runs.start("{}", "second", NOON.plus(Duration.ofHours(2))));

        assertThat(second.run().epoch()).isEqualTo(new Epoch(2));
        assertThat(Journal.entries(table, SHOP, new Epoch(2)).getFirst().previous())
                .isEqualTo(last.hash());
    }

    @Test
    void anAnnouncedOutageBelongsToTheExecutionItWasAnnouncedFor() {
        new OutageCounter(table)
                .announce(SHOP, NOON.minusSeconds(60), Duration.ZERO, Map.of("trigger", "direct"), NOON);

        OpenRecord.Opened opened = openRecord.open(Runs.start("{\"plan\":\"shop\",\"outage\":1}", "shop-1", NOON));

        assertThat(opened.evidence())
                .hasEntrySatisfying("outage", value -> assertThat(value).hasToString("1"))
                .hasEntrySatisfying("outageBegan", value -> assertThat(value).hasToString("\"2026-03-01T11:59:00Z\""));
    }

    @Test
    void aRunThatFailedBeforeItHeldAnythingIsContinuedUnderItsName() {
        new OutageCounter(table).announce(SHOP, NOON, Duration.ZERO, Map.of("trigger", "direct"), NOON);

        assertThat(refusal("{\"plan\":\"shop\"}", "by-hand", NOON).outcome().remedy())
                .contains("shop-1-r1");
        OpenRecord.Opened opened = openRecord.open(Runs.start("{\"plan\":\"shop\"}", "shop-1-r1", NOON));

        assertThat(opened.run().epoch()).isEqualTo(new Epoch(1));
        assertThat(new OutageCounter(table).newest(SHOP).orElseThrow().execution())
                .isEqualTo("shop-1-r1");
        assertThat(refusal("{\"plan\":\"shop\",\"outage\":1}", "shop-1", NOON).guard())
                .isEqualTo(Guard.LEASE_HELD);
    }

    @Test
    void anOutageThatWasNeverAnnouncedIsRefused() {
        assertThat(refusal("{\"plan\":\"shop\",\"outage\":7}", "shop-7", NOON).guard())
                .isEqualTo(Guard.INVALID_INPUT);
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void aRefusedRunTakesItsAnnouncementBackSoThatTheNextAlarmCountsAgain() {
        OutageCounter counter = new OutageCounter(table);
        counter.announce(SHOP, NOON, Duration.ofHours(1), Map.of(), NOON);
        plans.store(SHOP, ShopPlan.document().put("autonomy", "never"));

        assertThat(refusal("{\"plan\":\"shop\",\"outage\":1}", "shop-1", NOON).guard())
                .isEqualTo(Guard.INVALID_INPUT);

        assertThat(counter.announce(SHOP, NOON, Duration.ofHours(1), Map.of(), NOON.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        OutageCounter.Announcement.Fresh.class,
                        fresh -> assertThat(fresh.outage().execution()).isEqualTo("shop-2"));
    }

    @Test
    void aRunThatNeedsAPersonKeepsEverythingUntilItIsResumed() {
        OpenRecord.Opened stopped = close("shop-1", NOON, "NEEDS_HUMAN");
        Instant later = NOON.plus(Duration.ofHours(5));

        RefusedException refusal = refusal("{}", "another", later);
        assertThat(refusal.guard()).isEqualTo(Guard.LEASE_HELD);
        OpenRecord.Opened resumed = openRecord.open(Runs.start("{\"plan\":\"shop\"}", "shop-1-r1", later));

        assertThat(resumed.run().epoch()).isEqualTo(stopped.run().epoch());
        assertThat(resumed.evidence()).containsEntry("resumed", true);
        assertThat(Runs.lease(table, resumed, later).openIntents()).isEmpty();
        assertThatThrownBy(() -> Runs.lease(table, stopped, later).note("signal", Map.of()))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void onlyAContinuationOfTheStoppedRunResumesIt() {
        close("shop-1", NOON, "NEEDS_HUMAN");

        assertThat(refusal("{}", "shop-2-r1", NOON).guard()).isEqualTo(Guard.LEASE_HELD);
        assertThat(refusal("{}", "shop-1", NOON).guard()).isEqualTo(Guard.LEASE_HELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "STOOD_DOWN", "SAFE_ABORTED"})
    void aRunThatIsClosedIsNotGoneOnWithWhateverTheCooldownAndWhoeverSaysSo(String verdict) {
        close("shop-1", NOON, verdict);
        int written = table.commits().size();

        for (Instant later : List.of(NOON.plusSeconds(60), NOON.plus(Duration.ofDays(3)))) {
            for (String input : List.of("{}", "{\"plan\":\"shop\",\"declared\":true,\"reason\":\"it is\"}")) {
                RefusedException refusal = refusal(input, "shop-1-r1", later);
                assertThat(refusal.guard()).isEqualTo(Guard.RUN_CLOSED);
                assertThat(refusal).hasMessageContaining("the run shop-1 of shop ended as " + verdict);
                assertThat(refusal.outcome().facts()).isEqualTo(Map.of("otherRun", "shop-1", "ended", verdict));
            }
        }
        assertThat(table.commits()).hasSize(written);
    }

    @Test
    void aRunThatWasRefusedBeforeItBeganMayBeStartedAsItsContinuation() {
        new OutageCounter(table).announce(SHOP, NOON, Duration.ofHours(1), Map.of(), NOON);
        plans.store(SHOP, ShopPlan.document().put("autonomy", "never"));
        refusal("{\"plan\":\"shop\",\"outage\":1}", "shop-1", NOON);
        plans.store(SHOP, ShopPlan.document());

        assertThat(openRecord.open(Runs.start("{}", "shop-1-r1", NOON)).run().epoch())
                .isEqualTo(new Epoch(1));
    }

    @Test
    void aFailbackGivesWayToNobody() {
        openRecord.open(new OpenRecord.Start(ShopPlan.document().removeAll(), Purpose.FAILBACK, "home-1", NOON, NOON));

        assertThat(refusal("{}", "shop-1", NOON).guard()).isEqualTo(Guard.LEASE_HELD);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FAILOVER", "FAILBACK"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFailoverTakesTheLeaseFromEverythingElseButNotTheOtherWayRound(Purpose purpose) {
        OpenRecord.Opened other =
                openRecord.open(new OpenRecord.Start(ShopPlan.document().removeAll(), purpose, "other-1", NOON, NOON));
        Runs.permit(Runs.lease(table, other, NOON), new Act(Act.Kind.COPY_IMAGE, "web", "token"));

        OpenRecord.Opened failover = openRecord.open(Runs.start("{}", "shop-1", NOON));

        assertThat(failover.run().epoch()).isEqualTo(new Epoch(2));
        assertThatThrownBy(
                        () -> Runs.permit(Runs.lease(table, other, NOON), new Act(Act.Kind.COPY_IMAGE, "web", "token")))
                .isInstanceOf(RefusedException.class);
        RefusedException refusal = catchThrowableOfType(
                RefusedException.class,
                () -> openRecord.open(
                        new OpenRecord.Start(ShopPlan.document().removeAll(), purpose, "other-2", NOON, NOON)));
        assertThat(refusal.guard()).isEqualTo(Guard.LEASE_HELD);
    }

    @Test
    void anInvalidPlanIsRefusedWithEveryProblemAndNothingIsWritten() {
        ObjectNode document = ShopPlan.document().put("autonomy", "never");
        document.remove("objectives");
        plans.store(SHOP, document);

        RefusedException refusal = refusal("{}", "by-hand", NOON);

        assertThat(refusal.guard()).isEqualTo(Guard.INVALID_INPUT);
        assertThat(refusal).hasMessageContaining("autonomy").hasMessageContaining("objectives");
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void thePlaceMustBeThePlans() {
        AccountId ours = new AccountId("111111111111");
        AccountId foreign = new AccountId("222222222222");
        RegionName west = new RegionName("us-west-2");
        for (OpenRecord wrong : new OpenRecord[] {
            new OpenRecord(plans, table, () -> ours, ours, new RegionName("us-east-1")),
            new OpenRecord(plans, table, () -> foreign, ours, west),
            new OpenRecord(plans, table, () -> foreign, foreign, west)
        }) {
            RefusedException refusal =
                    catchThrowableOfType(RefusedException.class, () -> wrong.open(Runs.start("{}", "by-hand", NOON)));

            assertThat(refusal.guard()).isEqualTo(Guard.WRONG_PLACE);
        }
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void withoutANameThereMustBeExactlyOnePlan() {
        plans.store(new PlanName("bank"), ShopPlan.document().put("plan", "bank"));

        assertThat(refusal("{}", "by-hand", NOON).outcome().remedy()).contains("bank, shop");
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> Runs.openRecord(table, new InMemoryPlans())
                                        .open(Runs.start("{}", "by-hand", NOON)))
                        .guard())
                .isEqualTo(Guard.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"shop\"",
                "{\"plan\":\"Shop\"}",
                "{\"plan\":\"missing\"}",
                "{\"plan\":\"shop\",\"outage\":0}",
                "{\"plan\":\"shop\",\"outage\":\"1\"}",
                "{\"plan\":\"shop\",\"declared\":\"yes\"}",
                "{\"plan\":\"shop\",\"reason\":7}",
                "{\"plan\":\"shop\",\"region\":\"us-west-2\"}"
            })
    void anInputThatMeansNothingIsRefused(String input) {
        assertThat(refusal(input, "by-hand", NOON).guard()).isEqualTo(Guard.INVALID_INPUT);
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void whatTheConsoleSuggestsAsInputIsAccepted() {
        assertThat(openRecord.open(Runs.start("{\"Comment\":\"Insert your JSON here\"}", "by-hand", NOON)))
                .isNotNull();
    }

    private OpenRecord.Opened close(String execution, Instant now, String verdict) {
        OpenRecord.Opened opened = openRecord.open(Runs.start("{}", execution, now));
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), opened.plan(), now, "{\"verdict\":\"" + verdict + "\"}"));
        return opened;
    }

    private RefusedException refusal(String input, String execution, Instant now) {
        return catchThrowableOfType(RefusedException.class, () -> openRecord.open(Runs.start(input, execution, now)));
    }
}
