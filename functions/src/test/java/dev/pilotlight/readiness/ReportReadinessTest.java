package dev.pilotlight.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Notice;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportReadinessTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Plan PLAN = ShopPlan.plan();

    private final Map<PlanName, ObjectNode> reports = new TreeMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Integer> scores = new ArrayList<>();
    private boolean topicIsGone;
    private int sheets;

    private ObjectNode report(Optional<Plan> plan, Result... others) {
        return new ReportReadiness(
                        new Store(),
                        (name, readiness, now) -> scores.add(readiness.score()),
                        stored -> "sheet " + ++sheets,
                        (topic, notice) -> tell(notice),
                        "arn:aws:sns:us-west-2:111111111111:pilotlight")
                .report(PLAN.plan(), plan, results(others), NOW);
    }

    private void tell(Notice notice) {
        if (topicIsGone) {
            throw new RetryableUnavailableException("no answer");
        }
        notices.add(notice);
    }

    private final class Store implements ReadinessStore {
        @Override
        public Optional<ObjectNode> newest(PlanName plan) {
            return Optional.ofNullable(reports.get(plan));
        }

        @Override
        public void store(PlanName plan, ObjectNode report) {
            reports.put(plan, report);
        }
    }

    /** Everything is ready but some topics. */
    private static List<Result> results(Result... others) {
        List<Result> all = new ArrayList<>(List.of(others));
        Arrays.stream(Topic.values())
                .filter(topic -> Arrays.stream(others).noneMatch(other -> other.topic() == topic))
                .forEach(topic -> all.add(Result.of(topic, new Finding.Ready("seen"))));
        return all;
    }

    private static Result not(Topic topic) {
        return Result.of(topic, new Finding.NotReady("it is gone", "bring it back"));
    }

    private static Result unknown(Topic topic) {
        return Result.of(topic, new Finding.Unknown("no answer", "ask again"));
    }

    @Test
    void whatIsNotReadyOutweighsWhatIsUnknown() {
        assertThat(report(Optional.of(PLAN)).path("verdict").asText()).isEqualTo("READY");
        assertThat(report(Optional.of(PLAN), unknown(Topic.ALARMS))
                        .path("verdict")
                        .asText())
                .isEqualTo("UNKNOWN");
        assertThat(report(Optional.of(PLAN), unknown(Topic.ALARMS), not(Topic.SUBNETS))
                        .path("verdict")
                        .asText())
                .isEqualTo("NOT_READY");
        assertThat(scores).containsExactly(100, 96, 92);
    }

    @Test
    void aCheckThatNobodyAnsweredIsUnknownAndTheReportIsComplete() {
        ObjectNode report = new ReportReadiness(
                        new Store(),
                        (name, readiness, now) -> {},
                        stored -> "sheet",
                        (topic, notice) -> tell(notice),
                        "")
                .report(PLAN.plan(), Optional.of(PLAN), List.of(), NOW);

        assertThat(report.path("checks")).hasSize(Topic.values().length);
        assertThat(report.path("verdict").asText()).isEqualTo("UNKNOWN");
        assertThat(report.path("score").asInt()).isZero();
    }

    @Test
    void theSheetIsRenewedEachTimeAndOnlyOfAValidPlan() {
        report(Optional.of(PLAN));
        report(Optional.of(PLAN));
        report(Optional.empty(), not(Topic.PLAN));
        assertThat(sheets).isEqualTo(2);
    }

    @Test
    void onlyAChangeIsTold() {
        report(Optional.of(PLAN), not(Topic.SUBNETS));
        report(Optional.of(PLAN), not(Topic.SUBNETS));
        report(Optional.of(PLAN));
        report(Optional.of(PLAN));
        assertThat(notices)
                .extracting(Notice::subject)
                .containsExactly("Pilot Light: shop is NOT READY", "Pilot Light: shop is READY");
        assertThat(notices.getFirst().message())
                .contains("subnets: NOT READY. it is gone. What to do: bring it back.")
                .doesNotContain("alarms");
        assertThat(notices.getLast().message()).contains("subnets: READY (was NOT READY)");
    }

    @Test
    void anUnknownAnswerIsToldWhenItIsTheThirdInARow() {
        report(Optional.of(PLAN));
        report(Optional.of(PLAN), unknown(Topic.ALARMS));
        report(Optional.of(PLAN), unknown(Topic.ALARMS));
        report(Optional.of(PLAN));
        report(Optional.of(PLAN), unknown(Topic.ALARMS));
        report(Optional.of(PLAN), unknown(Topic.ALARMS));
        assertThat(notices).hasSize(1);
        report(Optional.of(PLAN), unknown(Topic.ALARMS));
        assertThat(notices).hasSize(2);
        assertThat(notices.getLast().message()).contains("alarms: UNKNOWN (was READY)");
    }

    @Test
    void aMessageThatCouldNotBeSentIsSentTheNextTime() {
        report(Optional.of(PLAN));
        topicIsGone = true;
        assertThatThrownBy(() -> report(Optional.of(PLAN), not(Topic.SUBNETS)))
                .isInstanceOf(RetryableUnavailableException.class);
        topicIsGone = false;
        report(Optional.of(PLAN), not(Topic.SUBNETS));
        assertThat(notices).hasSize(2);
    }

    @Test
    void aFunctionThatIsNotAllowedSomethingIsNotReadyAndOneThatDidNotAnswerIsUnknown() {
        ArrayNode rehearsals = JsonNodeFactory.instance.arrayNode();
        rehearsals.addObject().put("function", "Bind");
        assertThat(ReportReadiness.permissions(rehearsals).status()).isEqualTo(Status.READY);
        rehearsals.addObject().put("function", "Decide").put("error", "States.Timeout");
        assertThat(ReportReadiness.permissions(rehearsals).status()).isEqualTo(Status.UNKNOWN);
        rehearsals
                .addObject()
                .put("function", "LaunchInstances")
                .put("error", "dev.pilotlight.step.BrokenConfigurationException")
                .put("cause", "not authorized");
        assertThat(ReportReadiness.permissions(rehearsals).status()).isEqualTo(Status.NOT_READY);
        assertThat(ReportReadiness.permissions(JsonNodeFactory.instance.arrayNode())
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }
}
