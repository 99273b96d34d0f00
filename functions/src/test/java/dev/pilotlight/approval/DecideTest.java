package dev.pilotlight.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecideTest {
    private static final String WELL = """
            {"recoveryRegion": {"outcome":"done","evidence":{"answeredAt":"2026-03-01T12:00:00Z"}},
             "staticSites": [{"outcome":"done","evidence":{"site":"static"},"site":"static"}],
             "lags": [{"outcome":"done","evidence":{"database":"orders","lagMillis":40,"lossAtLeastMillis":40},"database":"orders"}]}
            """;

    private static final String HIGH_LAG = WELL.replace(
            "\"lags\": [{\"outcome\":\"done\",\"evidence\":{\"database\":\"orders\",\"lagMillis\":40,\"lossAtLeastMillis\":40}",
            "\"lags\": [{\"outcome\":\"refused\",\"guard\":\"LAG_TOO_HIGH\",\"why\":\"w\",\"remedy\":\"r\"");
    private static final String ANNE = "arn:aws:sts::111111111111:assumed-role/operator/anne";

    private OpenRun run = holding(OpenRun.of(ShopPlan.plan()));

    /** The launch has got its instances. */
    private static OpenRun holding(OpenRun run) {
        HeldCapacity.note(Deeds.of(run.lease()), run.plan().tiers().getFirst().name(), 2);
        return run;
    }

    private Outcome decide(String facts) throws JsonProcessingException {
        return new Decide(run.approvals())
                .advance(
                        run.run(),
                        run.plan(),
                        new Facts(JsonMapper.builder().build().readTree(facts)),
                        run.lease(),
                        run.now());
    }

    private Question asked(String facts) throws JsonProcessingException {
        Outcome.Pending pending = (Outcome.Pending) decide(facts);
        assertThat(Deeds.of(run.lease()).notes("decision")).isEmpty();
        return Question.read(
                JsonMapper.builder().build().valueToTree(pending.carried().get("ask")));
    }

    private Set<Guard> doubts(String facts) throws JsonProcessingException {
        return asked(facts)
                .facts()
                .path("because")
                .valueStream()
                .map(doubt -> Guard.valueOf(doubt.path("guard").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void answer(String facts, boolean yes) throws JsonProcessingException {
        Question question = asked(facts);
        run.approvals().ask(run.run(), question, Duration.ofMinutes(15), "token", run.now());
        assertThat(run.approvals()
                        .answer(
                                run.plan().plan(),
                                question.digest(run.run()),
                                new Approval.Answer(yes, ANNE, "I have looked", ""),
                                run.now()))
                .isInstanceOf(Approvals.Answering.Recorded.class);
    }

    private void planIs(String field, String value) {
        Plan plan = ShopPlan.with(document -> document.put(field, value));
        run = holding(OpenRun.of(plan));
    }

    private Guard refusal(String facts) throws JsonProcessingException {
        Guard guard = ((Outcome.Refused) decide(facts)).guard();
        assertThat(Deeds.of(run.lease()).notes("decision")).isEmpty();
        return guard;
    }

    @Test
    void whenEveryGuardIsSatisfiedTheDecisionIsWrittenDownOnce() throws JsonProcessingException {
        assertThat(decide(WELL)).isInstanceOf(Outcome.Done.class);
        assertThat(decide(WELL)).isInstanceOf(Outcome.Done.class);
        assertThat(Deeds.of(run.lease()).notes("decision")).hasSize(1);
    }

    @Test
    void nothingIsDecidedBeforeTheFirstTierHasItsMinimum() throws JsonProcessingException {
        run = OpenRun.of(ShopPlan.plan());
        assertThat(decide(WELL))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.carried()).containsEntry("hold", true));
        HeldCapacity.note(Deeds.of(run.lease()), "another-tier", 1);
        assertThat(decide(WELL)).isInstanceOf(Outcome.Pending.class);
        assertThat(Deeds.of(run.lease()).notes("decision")).isEmpty();
        holding(run);
        assertThat(decide(WELL)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aLaunchThatHasStoppedTheRunPromotesNothing() throws JsonProcessingException {
        run = OpenRun.of(ShopPlan.plan());
        run.lease().stop("NO_CAPACITY", "there is no room");
        assertThat(refusal(WELL)).isEqualTo(Guard.RUN_STOPPED);
    }

    @Test
    void aPlanWithoutTiersWaitsForNoInstances() throws JsonProcessingException {
        run = OpenRun.of(ShopPlan.with(document -> ((ArrayNode) document.path("tiers")).removeAll()));
        assertThat(decide(WELL)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anObservingPlanPromotesNothing() throws JsonProcessingException {
        planIs("autonomy", "observe");
        assertThat(refusal(WELL)).isEqualTo(Guard.OBSERVE_ONLY);
    }

    @Test
    void aPlanThatAsksForAnApprovalIsNotAnsweredByADeclaration() throws JsonProcessingException {
        run = holding(OpenRun.declared(ShopPlan.with(document -> document.put("autonomy", "approve"))));
        assertThat(doubts(WELL)).containsExactly(Guard.APPROVAL_MISSING);
    }

    @Test
    void aFenceThatStandsSinceAnEarlierRunIsAReasonToAsk() throws JsonProcessingException {
        Act closing = new Act(Act.Kind.CLOSE_SUBNET, "subnet-1", "acl-1 acl-2");
        Deeds.of(run.lease()).carryOut(closing, permit -> Map.of());
        assertThat(doubts(WELL)).containsExactly(Guard.FENCE_STANDING);

        Act reopening = new Act(Act.Kind.REOPEN_SUBNET, "subnet-1", "acl-2 acl-1");
        Deeds.of(run.lease()).carryOut(reopening, permit -> Map.of());
        assertThat(decide(WELL)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anApprovalLetsTheDatabasesBePromotedAndSaysWhoGaveIt() throws JsonProcessingException {
        planIs("autonomy", "approve");
        answer(WELL, true);
        assertThat(decide(WELL))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("approvedBy", ANNE));
        decide(WELL);
        assertThat(Deeds.of(run.lease()).notes("decision")).hasSize(1);
        assertThat(Deeds.of(run.lease()).notes("answer"))
                .singleElement()
                .satisfies(
                        note -> assertThat(note.body().path("state").asText()).isEqualTo("approved"));
    }

    @Test
    void aRejectionIsFinal() throws JsonProcessingException {
        planIs("autonomy", "approve");
        answer(WELL, false);
        assertThat(refusal(WELL)).isEqualTo(Guard.APPROVAL_REJECTED);
        assertThat(Deeds.of(run.lease()).notes("answer"))
                .as("who has said no stands in the journal")
                .singleElement()
                .satisfies(
                        note -> assertThat(note.body().path("state").asText()).isEqualTo("rejected"));
    }

    @Test
    void noAnswerInTimeIsANo() throws JsonProcessingException {
        planIs("autonomy", "approve");
        Question question = asked(WELL);
        run.approvals().ask(run.run(), question, Duration.ofMinutes(15), "token", run.now());
        run.pass(Duration.ofMinutes(15));
        assertThat(decide(WELL))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("nobody had answered", "no database was promoted and no visitor was moved"));
        assertThat(refusal(WELL)).isEqualTo(Guard.APPROVAL_EXPIRED);
        assertThat(run.approvals()
                        .answer(
                                run.plan().plan(),
                                question.digest(run.run()),
                                new Approval.Answer(true, ANNE, "", ""),
                                run.started()))
                .as("a clock that runs behind brings nobody back")
                .isInstanceOf(Approvals.Answering.Late.class);
    }

    @Test
    void anApprovalOfOtherFactsIsNone() throws JsonProcessingException {
        planIs("autonomy", "approve");
        answer(WELL, true);
        assertThat(doubts(HIGH_LAG)).containsExactly(Guard.LAG_TOO_HIGH, Guard.APPROVAL_MISSING);
    }

    @Test
    void whatIsKnownOfTheRecoveryRegionIsGatheredAnewWhenTheAnswerTookLong() throws JsonProcessingException {
        planIs("autonomy", "approve");
        answer(WELL, true);
        run.pass(Duration.ofSeconds(61));
        assertThat(decide(WELL))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.carried()).containsEntry("gather", true));
        assertThat(decide(WELL.replace("12:00:00Z", "12:01:00Z"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anUnfencedPrimaryNeedsThePlansConsentOrAPersons() throws JsonProcessingException {
        run = holding(
                OpenRun.of(ShopPlan.with(document -> ((ObjectNode) document.path("fence")).put("unfenced", "ask"))));
        assertThat(doubts(WELL)).containsExactly(Guard.FENCE_UNCONFIRMED);
        assertThat(decide(WELL.replace(
                        "\"staticSites\"",
                        "\"fence\":{\"outcome\":\"done\",\"evidence\":{\"possible\":true}},\"staticSites\"")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theGuardOfARefusedFactIsTheOneThatIsNamed() throws JsonProcessingException {
        assertThat(doubts(HIGH_LAG)).containsExactly(Guard.LAG_TOO_HIGH);
        assertThat(asked(HIGH_LAG).facts().path("loss").path("orders").asText())
                .isEqualTo("the replication lag is above the plan's limit");
        planIs("autonomy", "approve");
        assertThat(asked(WELL).facts().path("loss").path("orders").asText()).isEqualTo("at least 40 ms");
    }

    @Test
    void aMissingFactSpeaksAgainstPromoting() throws JsonProcessingException {
        assertThat(doubts(WELL.replace("lags", "other"))).containsExactly(Guard.LAG_UNKNOWN);
        assertThat(doubts(WELL.replace("orders", "else"))).containsExactly(Guard.LAG_UNKNOWN);
    }

    @Test
    void aRecoveryRegionThatCannotTakeOverIsNotAskedAbout() throws JsonProcessingException {
        assertThat(refusal("{}")).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
        String failed = WELL.replace(
                "{\"outcome\":\"done\",\"evidence\":{\"answeredAt\":\"2026-03-01T12:00:00Z\"}}",
                "{\"outcome\":\"failed\",\"guard\":\"dev.pilotlight.step.BrokenInputException\",\"why\":\"w\"}");
        assertThat(refusal(failed)).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
        planIs("autonomy", "approve");
        answer(WELL, true);
        assertThat(refusal(failed)).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
    }

    @Test
    void aStaticSiteThatDoesNotWorkSpeaksAgainstPromoting() throws JsonProcessingException {
        String down = WELL.replace(
                "{\"outcome\":\"done\",\"evidence\":{\"site\":\"static\"},\"site\":\"static\"}",
                "{\"outcome\":\"refused\",\"guard\":\"SITE_UNHEALTHY\",\"why\":\"w\",\"remedy\":\"r\"}");
        assertThat(doubts(down)).containsExactly(Guard.SITE_UNHEALTHY);
    }
}
