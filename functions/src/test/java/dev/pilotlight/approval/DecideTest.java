package dev.pilotlight.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import org.junit.jupiter.api.Test;

class DecideTest {
    private static final String WELL = """
            {"recoveryRegion": {"outcome":"done","evidence":{"answeredAt":"2026-03-01T12:00:00Z"}},
             "staticSites": [{"outcome":"done","evidence":{"site":"static"},"site":"static"}],
             "lags": [{"outcome":"done","evidence":{"database":"orders","lagMillis":40},"database":"orders"}]}
            """;

    private OpenRun run = OpenRun.of(ShopPlan.plan());

    private Outcome decide(String facts) throws JsonProcessingException {
        return new Decide()
                .advance(run.plan(), new Facts(JsonMapper.builder().build().readTree(facts)), run.lease());
    }

    private void planIs(String field, String value) {
        Plan plan = ShopPlan.with(document -> document.put(field, value));
        run = OpenRun.of(plan);
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
    void anObservingPlanPromotesNothing() throws JsonProcessingException {
        planIs("autonomy", "observe");
        assertThat(refusal(WELL)).isEqualTo(Guard.OBSERVE_ONLY);
    }

    @Test
    void aPlanThatAsksForAnApprovalIsNotAnsweredByADeclaration() throws JsonProcessingException {
        run = OpenRun.declared(ShopPlan.with(document -> document.put("autonomy", "approve")));
        assertThat(refusal(WELL)).isEqualTo(Guard.APPROVAL_MISSING);
    }

    @Test
    void anUnfencedPrimaryNeedsThePlansConsent() throws JsonProcessingException {
        run = OpenRun.of(ShopPlan.with(document -> ((ObjectNode) document.path("fence")).put("unfenced", "ask")));
        assertThat(refusal(WELL)).isEqualTo(Guard.FENCE_UNCONFIRMED);
    }

    @Test
    void theGuardOfARefusedFactIsTheOneThatIsNamed() throws JsonProcessingException {
        String high = WELL.replace(
                "{\"outcome\":\"done\",\"evidence\":{\"database\":\"orders\",\"lagMillis\":40},\"database\":\"orders\"}",
                "{\"outcome\":\"refused\",\"guard\":\"LAG_TOO_HIGH\",\"why\":\"w\",\"remedy\":\"r\"}");
        assertThat(refusal(high)).isEqualTo(Guard.LAG_TOO_HIGH);
    }

    @Test
    void aMissingFactSpeaksAgainstPromoting() throws JsonProcessingException {
        assertThat(refusal("{}")).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
        assertThat(refusal(WELL.replace("lags", "other"))).isEqualTo(Guard.LAG_UNKNOWN);
        assertThat(refusal(
                        WELL.replace("\"database\":\"orders\",\"lagMillis\"", "\"database\":\"else\",\"lagMillis\"")))
                .isEqualTo(Guard.LAG_UNKNOWN);
    }

    @Test
    void aFactOfWhichTheStepFailedSpeaksAgainstPromoting() throws JsonProcessingException {
        String failed = WELL.replace(
                "{\"outcome\":\"done\",\"evidence\":{\"answeredAt\":\"2026-03-01T12:00:00Z\"}}",
                "{\"outcome\":\"failed\",\"guard\":\"dev.pilotlight.step.BrokenInputException\",\"why\":\"w\"}");
        assertThat(refusal(failed)).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
    }

    @Test
    void aStaticSiteThatDoesNotWorkSpeaksAgainstPromoting() throws JsonProcessingException {
        String down = WELL.replace(
                "{\"outcome\":\"done\",\"evidence\":{\"site\":\"static\"},\"site\":\"static\"}",
                "{\"outcome\":\"refused\",\"guard\":\"SITE_UNHEALTHY\",\"why\":\"w\",\"remedy\":\"r\"}");
        assertThat(refusal(down)).isEqualTo(Guard.SITE_UNHEALTHY);
    }
}
