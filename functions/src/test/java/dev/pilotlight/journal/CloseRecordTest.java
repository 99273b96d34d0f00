package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Report;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloseRecordTest {
    private static final PlanName SHOP = new PlanName("shop");
    private static final Instant END = NOON.plusSeconds(400);

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final List<Report> reports = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final OpenRecord.Opened opened = Runs.open(table, plan, "shop-1", NOON);
    private final CloseRecord closeRecord = new CloseRecord(
            table, reports::add, (topic, notice) -> notices.add(topic + " " + notice.subject()), "fallback");

    @Test
    void everythingIsReleasedInOneTransactionAndPeopleAreTold() {
        Map<String, Object> evidence = close("{\"verdict\":\"SUCCEEDED\"}");

        assertThat(evidence)
                .containsEntry("verdict", "SUCCEEDED")
                .containsEntry("report", "reports/shop/shop-1.json")
                .containsEntry("notified", true)
                .containsEntry("superseded", false);
        assertThat(state(Keys.lease(SHOP))).isEqualTo("released");
        assertThat(state(Keys.lease(new GlobalClusterId("shop-global")))).isEqualTo("released");
        assertThat(new OutageCounter(table).newest(SHOP).orElseThrow().isUnfinished())
                .isFalse();
        assertThat(table.commits()).hasSize(2);
        assertThat(notices)
                .containsExactly("arn:aws:sns:us-west-2:111111111111:pilotlight Pilot Light: shop SUCCEEDED");
    }

    @Test
    void aRunThatNeedsAPersonKeepsItsLeasesAndSaysHowToGoOn() {
        close("{\"verdict\":\"NEEDS_HUMAN\",\"guard\":\"SITE_UNHEALTHY\",\"why\":\"no answer\",\"executionArn\":"
                + "\"arn:aws:states:us-west-2:111111111111:execution:pilot-light-failover:shop-1\"}");

        assertThat(state(Keys.lease(SHOP))).isEqualTo("kept");
        assertThat(state(Keys.lease(new GlobalClusterId("shop-global")))).isEqualTo("kept");
        assertThat(reports.getFirst().next())
                .anyMatch(step -> step.contains("--name shop-1-r1")
                        && step.contains("arn:aws:states:us-west-2:111111111111:stateMachine:pilot-light-failover"));
        assertThat(reports.getFirst().guard()).isEqualTo("SITE_UNHEALTHY");
    }

    @Test
    void aMessageThatIsRefusedForGoodDoesNotUndoWhatWasClosed() {
        CloseRecord refused = new CloseRecord(
                table,
                reports::add,
                (topic, report) -> {
                    throw new BrokenConfigurationException("Access Denied", new IllegalStateException());
                },
                "fallback");

        Outcome outcome = refused.advance(Runs.request(opened.run(), plan, END, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.evidence())
                                .containsEntry("verdict", "SUCCEEDED")
                                .containsEntry("notified", false));
        assertThat(state(Keys.lease(SHOP))).isEqualTo("released");
    }

    @Test
    void aReportThatIsRefusedForGoodDoesNotSpoilARunThatSucceeded() {
        CloseRecord refused = storing(new BrokenConfigurationException("Access Denied", new IllegalStateException()));

        Outcome outcome = refused.advance(Runs.request(opened.run(), plan, END, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(((Outcome.Done) outcome).evidence())
                .containsEntry("verdict", "SUCCEEDED")
                .containsEntry("reportMissing", "Access Denied")
                .containsEntry("notified", true);
    }

    @Test
    void aReportThatCannotBeStoredNowIsTriedForAMinuteBeforePeopleAreToldWithoutIt() {
        CloseRecord deaf = storing(new RetryableUnavailableException("no answer from S3"));

        Outcome first = deaf.advance(Runs.request(opened.run(), plan, END, "{\"verdict\":\"SUCCEEDED\"}"));
        assertThat(first).isInstanceOf(Outcome.Pending.class);
        assertThat(state(Keys.lease(SHOP))).isEqualTo("released");
        assertThat(notices).isEmpty();

        Outcome last = deaf.advance(
                Runs.request(opened.run(), plan, END.plus(Duration.ofMinutes(1)), END, "{\"verdict\":\"SUCCEEDED\"}"));
        assertThat(((Outcome.Done) last).evidence())
                .containsEntry("verdict", "SUCCEEDED")
                .containsEntry("reportMissing", "no answer from S3");
        assertThat(notices).hasSize(1);
    }

    private CloseRecord storing(RuntimeException failure) {
        return new CloseRecord(
                table,
                _ -> {
                    throw failure;
                },
                (topic, notice) -> notices.add(topic + " " + notice.subject()),
                "fallback");
    }

    @Test
    void callingAgainTellsPeopleAgainAndTheFirstVerdictStands() {
        close("{\"verdict\":\"SUCCEEDED\"}");

        Map<String, Object> again = close("{\"verdict\":\"NEEDS_HUMAN\"}");

        assertThat(again).containsEntry("verdict", "SUCCEEDED");
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1)).isEqualTo(reports.get(0));
        assertThat(table.commits()).hasSize(2);
    }

    @Test
    void aLostAnswerIsNoSecondEntry() {
        table.meet(Fault.CONTEND, Fault.LOSE_ANSWER);

        close("{\"verdict\":\"STOOD_DOWN\"}");

        assertThat(Journal.entries(table, SHOP, opened.run().epoch()))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.CLOSED);
    }

    @Test
    void theTimeWithoutServiceEndsWhenTheTrafficMoved() {
        Lease lease = Runs.lease(table, opened, NOON.plusSeconds(300));
        lease.settle(
                Runs.permit(lease, new Act(Act.Kind.SHIFT_TRAFFIC, "switch", "no")), new Settlement.Happened(Map.of()));

        Map<String, Object> evidence = close("{\"verdict\":\"SUCCEEDED\",\"outageBegan\":\"2026-03-01T11:58:00Z\"}");

        assertThat(evidence).containsEntry("trafficMoved", true).containsEntry("rtoSeconds", 420L);
        assertThat(reports.getFirst().json().path("withinObjective").asBoolean())
                .isTrue();
    }

    @Test
    void trafficThatWasNotMovedKeepsNoPromise() {
        close("{\"verdict\":\"SAFE_ABORTED\"}");

        assertThat(reports.getFirst().trafficMoved()).isFalse();
        assertThat(reports.getFirst().rto()).isEqualTo(Duration.ofSeconds(400));
        assertThat(reports.getFirst().json().path("withinObjective").asBoolean())
                .isFalse();
    }

    @Test
    void theReportHoldsTheWholeJournal() {
        Runs.lease(table, opened, NOON).note("signal", Map.of("name", "visitors"));

        close(
                "{\"verdict\":\"STOOD_DOWN\",\"why\":\"the primary answers\",\"states\":[{\"name\":\"Open the record\"}]}");

        Report report = reports.getFirst();
        assertThat(report.events()).extracting(Report.Event::kind).containsExactly("opened", "signal", "closed");
        assertThat(report.json().path("states").path(0).path("name").asText()).isEqualTo("Open the record");
        assertThat(report.notice().message()).contains("STOOD_DOWN").contains("the primary answers");
    }

    @Test
    void aSupersededRunReleasesNothingThatIsNotItsOwn() {
        OpenRecord.Opened images = images();
        Runs.open(table, plan, "shop-2", NOON.plus(Duration.ofHours(3)));

        Outcome outcome = closeRecord.advance(Runs.request(images.run(), plan, END, "{\"verdict\":\"SAFE_ABORTED\"}"));

        assertThat(((Outcome.Done) outcome).evidence()).containsEntry("superseded", true);
        assertThat(state(Keys.lease(SHOP))).isEqualTo("held");
    }

    @Test
    void aRunForImagesIsNeverKept() {
        OpenRecord.Opened images = images();

        closeRecord.advance(Runs.request(images.run(), plan, END, "{\"verdict\":\"NEEDS_HUMAN\"}"));

        assertThat(state(Keys.lease(SHOP))).isEqualTo("released");
    }

    @Test
    void onlyARunThatAnswersAnOutageTellsOfOne() {
        close("{\"verdict\":\"NEEDS_HUMAN\"}");
        assertThat(reports.getLast().notice().message()).contains("Time since the outage began 400 s (objective ");

        InMemoryJournalTable other = new InMemoryJournalTable();
        OpenRecord.Opened drill = Runs.openRecord(other, new InMemoryPlans(plan))
                .open(new OpenRecord.Start(ShopPlan.document().removeAll(), Purpose.DRILL, "drill-1", NOON, NOON));
        new CloseRecord(other, reports::add, (topic, notice) -> {}, "fallback")
                .advance(Runs.request(drill.run(), plan, END, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(reports.getLast().notice().message())
                .contains("It took 400 s.")
                .doesNotContain("outage");
    }

    @Test
    void aTopicThatDoesNotAnswerDoesNotSpoilTheRun() {
        CloseRecord deaf = new CloseRecord(
                table,
                reports::add,
                (topic, report) -> {
                    throw new RetryableUnavailableException("no answer");
                },
                "fallback");

        Outcome outcome = deaf.advance(Runs.request(opened.run(), plan, END, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(((Outcome.Done) outcome).evidence()).containsEntry("notified", false);
        assertThat(state(Keys.lease(SHOP))).isEqualTo("released");
    }

    @Test
    void anotherVerdictIsABug() {
        assertThatThrownBy(() -> close("{\"verdict\":\"FINE\"}")).isInstanceOf(BrokenInputException.class);
        assertThat(state(Keys.lease(SHOP))).isEqualTo("held");
    }

    private OpenRecord.Opened images() {
        close("{\"verdict\":\"STOOD_DOWN\"}");
        return Runs.openRecord(table, new InMemoryPlans(plan))
                .open(new OpenRecord.Start(ShopPlan.document().removeAll(), Purpose.SYNC_IMAGES, "sync-1", END, END));
    }

    private Map<String, Object> close(String arguments) {
        return ((Outcome.Done) closeRecord.advance(Runs.request(opened.run(), plan, END, arguments))).evidence();
    }

    private String state(JournalTable.Key key) {
        return table.get(key).orElseThrow().text("state");
    }
}
