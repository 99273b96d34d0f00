package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Report;
import dev.pilotlight.step.BrokenInputException;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseAbandonedRunTest {
    private static final PlanName SHOP = new PlanName("shop");
    private static final String ARN = "arn:aws:states:us-west-2:111111111111:execution:pilot-light-failover:shop-7";
    private static final Act LAUNCH = new Act(Act.Kind.LAUNCH_INSTANCES, "web", "token");
    private static final Instant LATER = NOON.plus(Duration.ofHours(1));

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final InMemoryPlans plans = new InMemoryPlans(plan);
    private final ExecutionsInMemory executions = new ExecutionsInMemory();
    private final List<Report> reports = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final CloseAbandonedRun closeAbandonedRun = new CloseAbandonedRun(
            plans, table, executions, reports::add, (topic, report) -> told.add(report.message()), "fallback");
    private final OpenRecord.Opened opened = open(Purpose.FAILOVER, "shop-7", ARN, NOON);

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void aRunThatCouldNotCloseItselfNeedsAPersonWhoIsToldWhyAndWhatNext(String status) {
        assertThat(close(status)).containsEntry("closed", List.of("shop"));

        Entry last = Journal.entries(table, SHOP, opened.run().epoch()).getLast();
        assertThat(last.kind()).isEqualTo(Entry.ABANDONED);
        assertThat(last.facts().path("verdict").asText()).isEqualTo("NEEDS_HUMAN");
        assertThat(last.facts().path("why").asText()).contains("shop-7", status);
        assertThat(reports.getFirst().next())
                .anyMatch(step -> step.contains("pilotlight resume shop --region us-west-2"))
                .anyMatch(step -> step.contains("--name shop-7-r1"));
        assertThat(told).singleElement().asString().contains("NEEDS_HUMAN");
        assertThat(outage().isUnfinished()).isTrue();
        assertThat(outage().end()).isEqualTo("NEEDS_HUMAN");
    }

    @Test
    void beingToldAgainChangesNothing() {
        table.meet(Fault.CONTEND, Fault.LOSE_ANSWER);
        close("FAILED");
        close("FAILED");

        assertThat(Journal.entries(table, SHOP, opened.run().epoch()))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.ABANDONED);
    }

    @Test
    void aRunThatIsGoingOnIsLeftAlone() {
        executions.start(ARN);

        assertThat(close("FAILED")).containsEntry("closed", List.of());
        assertThat(close("RUNNING")).containsEntry("closed", List.of());
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void aRunThatHasClosedItsOwnRecordIsLeftAlone() {
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, LATER, "{\"verdict\":\"NEEDS_HUMAN\"}"));

        assertThat(close("FAILED")).containsEntry("closed", List.of());
        assertThat(reports).isEmpty();
    }

    @Test
    void anExecutionOfAnotherMachineWithTheSameNameIsNotTheRun() {
        ObjectNode event = event("FAILED");
        event.withObject("/detail").put("executionArn", ARN.replace("failover", "sync-images"));

        assertThat(close(event)).containsEntry("closed", List.of());
    }

    @Test
    void anAnnouncedRunThatNeverBeganCanBeAnnouncedAgain() {
        new OutageCounter(table).announce(new PlanName("stock"), NOON, Duration.ofHours(1), Map.of(), NOON);
        plans.store(new PlanName("stock"), ShopPlan.document().put("plan", "stock"));
        ObjectNode event = event("FAILED");
        event.withObject("/detail").put("name", "stock-1");

        assertThat(close(event)).containsEntry("closed", List.of("stock"));

        assertThat(new OutageCounter(table)
                        .announce(new PlanName("stock"), LATER, Duration.ofHours(1), Map.of(), LATER))
                .isInstanceOf(OutageCounter.Announcement.Fresh.class);
    }

    @Test
    void theSameExecutionGoesOnWhenItIsRedriven() {
        close("ABORTED");

        Lease lease = Runs.lease(table, opened, LATER);
        lease.settle(Runs.permit(lease, LAUNCH), new Settlement.Happened(Map.of()));
        Outcome closed = new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(opened.run(), plan, LATER, "{\"verdict\":\"SUCCEEDED\"}"));

        assertThat(((Outcome.Done) closed).evidence()).containsEntry("superseded", false);
        assertThat(outage().isUnfinished()).isFalse();
    }

    @Test
    void aResumedRunGoesOnInItsPlace() {
        Runs.permit(Runs.lease(table, opened, NOON), LAUNCH);
        close("TIMED_OUT");

        OpenRecord.Opened resumed = open(Purpose.FAILOVER, "shop-7-r1", ARN + "-r1", LATER);

        assertThat(resumed.run().epoch()).isEqualTo(opened.run().epoch());
        assertThat(resumed.evidence()).containsEntry("resumed", true);
        assertThatThrownBy(() -> Runs.permit(Runs.lease(table, opened, LATER), LAUNCH))
                .hasMessageContaining("no longer held by shop-7");
    }

    @Test
    void aLostEventIsFoundByLookingAfterEveryPlan() {
        executions.start(ARN);
        assertThat(sweep()).containsEntry("closed", List.of());

        executions.stop(ARN, "by hand");

        assertThat(sweep()).containsEntry("closed", List.of("shop"));
        assertThat(sweep()).containsEntry("closed", List.of());
    }

    @Test
    void anotherEventIsABugInTheRule() {
        assertThatThrownBy(() -> AbandonedRun.of(Documents.json("{\"source\":\"aws.ec2\"}")))
                .isInstanceOf(BrokenInputException.class);
    }

    private OpenRecord.Opened open(Purpose purpose, String execution, String arn, Instant now) {
        return Runs.openRecord(table, plans)
                .open(new OpenRecord.Start(Documents.json("{\"plan\":\"shop\"}"), purpose, execution, arn, now, now));
    }

    private Map<String, Object> close(String status) {
        return close(event(status));
    }

    private Map<String, Object> close(ObjectNode event) {
        return ((Outcome.Done) closeAbandonedRun.close(AbandonedRun.of(event), LATER)).evidence();
    }

    private Map<String, Object> sweep() {
        return ((Outcome.Done) closeAbandonedRun.sweep(LATER)).evidence();
    }

    private static ObjectNode event(String status) {
        ObjectNode event = (ObjectNode) Events.load("execution-failed");
        event.withObject("/detail").put("status", status);
        return event;
    }

    private Outage outage() {
        return new OutageCounter(table).newest(SHOP).orElseThrow();
    }
}
