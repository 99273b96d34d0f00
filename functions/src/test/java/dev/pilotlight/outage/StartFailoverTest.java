package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.WebInMemory;
import dev.pilotlight.journal.CloseRecord;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.journal.InMemoryPlans;
import dev.pilotlight.journal.OpenRecord;
import dev.pilotlight.journal.OutageCounter;
import dev.pilotlight.journal.Runs;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailoverTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:14Z");
    private static final Instant LATER = Instant.parse("2026-03-01T12:11:00Z");
    private static final PlanName SHOP = new PlanName("shop");

    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final InMemoryPlans plans = new InMemoryPlans(ShopPlan.plan());
    private final List<String> started = new ArrayList<>();
    private final StartFailover startFailover = startFailover((name, input) -> started.add(name + " " + input));

    @ParameterizedTest
    @ValueSource(strings = {"alarm-eventbridge", "alarm-direct", "alarm-sns"})
    void eachShapeOfTheAlarmStartsTheSameRun(String event) {
        Map<String, Object> evidence = start(Events.load(event), NOW);

        assertThat(started).containsExactly("shop-1 {\"plan\":\"shop\",\"outage\":1}");
        assertThat(evidence)
                .containsEntry("execution", "shop-1")
                .containsEntry("outage", 1L)
                .containsEntry("joined", false);
        assertThat(new OutageCounter(table).newest(SHOP).orElseThrow().began())
                .isEqualTo(Instant.parse("2026-03-01T12:00:12.345Z"));
    }

    @Test
    void theSameOutageInEveryShapeAndTwiceIsOneRun() {
        for (String event : List.of("alarm-eventbridge", "alarm-direct", "alarm-sns", "alarm-sns", "start-declared")) {
            start(Events.load(event), NOW);
        }

        assertThat(started.stream().distinct()).containsExactly("shop-1 {\"plan\":\"shop\",\"outage\":1}");
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void anAlarmThatDoesNotRingStartsNothing() {
        assertThat(start(Events.load("alarm-ok"), NOW)).containsEntry("started", false);
        assertThat(start(withState("INSUFFICIENT_DATA"), NOW)).containsEntry("started", false);
        assertThat(started).isEmpty();
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void aForeignAlarmIsRefused() {
        ObjectNode event = (ObjectNode) Events.load("alarm-direct");
        event.put("alarmArn", "arn:aws:cloudwatch:us-east-1:111111111111:alarm:other");

        assertThat(refusal(event)).hasMessageContaining("alarm:other");
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'detail-type':'CloudWatch Alarm State Change'}",
                "{'detail-type':'CloudWatch Alarm State Change','resources':[],'detail':{'state':{'value':'ALARM'}}}",
                "{'alarmArn':'shop-down','alarmData':{'state':{'value':'ALARM'}}}",
                "{'alarmArn':'arn:aws:cloudwatch:us-east-1:111111111111:alarm:shop-down','alarmData':{'state':'ALARM'}}",
                "{'Records':[]}",
                "{'Records':[{'Sns':{'Message':'no JSON'}}]}",
                "{'Records':[{'Sns':{'Message':'[]'}}]}",
                "{'Records':[{'eventSource':'aws:sqs','body':'x'}]}",
                "{'plan':'shop','declared':false,'reason':'x'}",
                "{'plan':'shop','declared':true}",
                "{'plan':'shop','declared':true,'reason':' '}",
                "{'plan':'Shop','declared':true,'reason':'x'}",
                "{'plan':'other','declared':true,'reason':'x'}"
            })
    void whatIsNoEventIsRefusedAndChangesNothing(String event) {
        assertThat(refusal(Documents.json(event)).guard()).isEqualTo(Guard.INVALID_INPUT);
        assertThat(started).isEmpty();
        assertThat(table.commits()).isEmpty();
    }

    @Test
    void aStartWhoseFunctionWasCutOffIsRepairedByTheNextCall() {
        StartFailover cutOff = startFailover((name, input) -> {
            throw new RetryableUnavailableException("Step Functions did not answer");
        });
        assertThatThrownBy(() -> cutOff.start(Events.load("alarm-direct"), NOW))
                .isInstanceOf(RetryableUnavailableException.class);

        assertThat(start(Events.load("alarm-direct"), NOW)).containsEntry("joined", true);
        start(Events.load("schedule"), NOW);

        assertThat(started.stream().distinct()).containsExactly("shop-1 {\"plan\":\"shop\",\"outage\":1}");
    }

    @Test
    void aLostAnswerOfTheTableCountsOnce() {
        table.meet(Fault.LOSE_ANSWER);
        start(Events.load("alarm-direct"), NOW);
        start(Events.load("alarm-eventbridge"), NOW);

        assertThat(started.stream().distinct()).hasSize(1);
    }

    @Test
    void inTheCooldownAlarmsJoinTheLastRunAndAPersonStartsTheNext() {
        runAndClose("SUCCEEDED");
        started.clear();

        assertThat(start(rungAt(NOW.plusSeconds(600)), NOW.plusSeconds(600)))
                .containsEntry("execution", "shop-1")
                .containsEntry("joined", true);
        assertThat(started).isEmpty();
        assertThat(start(Events.load("start-declared"), NOW.plusSeconds(700))).containsEntry("execution", "shop-2");
    }

    @Test
    void anAlarmThatIsDeliveredAgainHoursLaterStartsNothing() {
        runAndClose("STOOD_DOWN");
        started.clear();
        Instant later = NOW.plus(Duration.ofHours(6));

        assertThat(start(Events.load("alarm-direct"), later)).containsEntry("joined", true);
        assertThat(started).isEmpty();
        assertThat(start(rungAt(later), later)).containsEntry("execution", "shop-2");
    }

    @Test
    void aRunThatNeedsAPersonIsJoinedAndNotStartedAgain() {
        runAndClose("NEEDS_HUMAN");
        started.clear();

        assertThat(start(rungAt(NOW.plus(Duration.ofDays(1))), NOW.plus(Duration.ofDays(1))))
                .containsEntry("execution", "shop-1");
        assertThat(started).isEmpty();
    }

    @Test
    void aRunThatAPersonStartedIsJoinedUnderItsOwnName() {
        Runs.open(table, ShopPlan.plan(), "by-hand", NOW);

        assertThat(start(Events.load("alarm-direct"), NOW)).containsEntry("execution", "by-hand");
        assertThat(started).isEmpty();
    }

    @Test
    void aPlanThatIsNotValidDoesNotKeepOthersFromStarting() {
        plans.store(new PlanName("broken"), Documents.json("{'plan':7}"));

        assertThat(start(Events.load("alarm-direct"), NOW)).containsEntry("execution", "shop-1");
    }

    @Test
    void whatAwsHealthSaysIsKeptAndStartsNothing() {
        plans.store(SHOP, ShopPlan.document());
        assertThat(start(Events.load("aws-health"), LATER)).doesNotContainKey("kept");
        assertThat(table.commits()).isEmpty();

        ObjectNode withHealth = ShopPlan.document();
        ((ArrayNode) withHealth.path("outage").path("signals"))
                .add(Documents.json("{'name':'aws','kind':'awsHealth'}"));
        plans.store(SHOP, withHealth);
        assertThat(start(Events.load("aws-health"), LATER)).containsEntry("kept", true);

        assertThat(HealthStatement.about(table, new RegionName("us-east-1")))
                .containsExactly(new HealthStatement(
                        new RegionName("us-east-1"),
                        "RDS",
                        true,
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Instant.parse("2026-03-01T12:10:00Z")));
        assertThat(started).isEmpty();
    }

    @Test
    void anAlarmOfTwoPlansStartsBoth() {
        plans.store(new PlanName("stock"), ShopPlan.document().put("plan", "stock"));

        start(Events.load("alarm-direct"), NOW);

        assertThat(started)
                .containsExactly(
                        "shop-1 {\"plan\":\"shop\",\"outage\":1}", "stock-1 {\"plan\":\"stock\",\"outage\":1}");
    }

    /** No signal knows anything, so nothing is started by schedule. */
    private StartFailover startFailover(Executions executions) {
        Signals unknowing = new Signals(
                _ -> Optional.empty(),
                new WebInMemory(),
                (_, _, _) -> List.of(),
                (_, _, _) -> Optional.empty(),
                table,
                () -> 0);
        return new StartFailover(
                plans,
                new OutageCounter(table),
                executions,
                table,
                new Schedule(new Lookout(unknowing, table), () -> 0));
    }

    private void runAndClose(String verdict) {
        start(Events.load("alarm-direct"), NOW);
        OpenRecord.Opened opened =
                Runs.openRecord(table, plans).open(Runs.start("{\"plan\":\"shop\",\"outage\":1}", "shop-1", NOW));
        new CloseRecord(table, report -> {}, (topic, report) -> {}, "topic")
                .advance(Runs.request(
                        opened.run(), opened.plan(), NOW.plusSeconds(300), "{\"verdict\":\"" + verdict + "\"}"));
    }

    private static JsonNode rungAt(Instant time) {
        ObjectNode event = (ObjectNode) Events.load("alarm-eventbridge");
        ((ObjectNode) event.path("detail").path("state")).put("timestamp", time.toString());
        return event;
    }

    private static JsonNode withState(String state) {
        ObjectNode event = (ObjectNode) Events.load("alarm-eventbridge");
        ((ObjectNode) event.path("detail").path("state")).put("value", state);
        return event;
    }

    private Map<String, Object> start(JsonNode event, Instant now) {
        return ((Outcome.Done) startFailover.start(event, now)).evidence();
    }

    private RefusedException refusal(JsonNode event) {
        return catchThrowableOfType(RefusedException.class, () -> startFailover.start(event, NOW));
    }
}
