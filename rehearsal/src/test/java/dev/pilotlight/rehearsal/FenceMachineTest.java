package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.ScriptedRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.states.Execution;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The shipped failover's way around the fence, whatever its functions answer. */
class FenceMachineTest {
    private static final String PLAN = """
            {'plan': 'shop', 'autonomy': 'automatic', 'databases': [{'name': 'orders'}], 'tiers': [],
             'fence': {'methods': ['networkAcl']}, 'sites': [{'name': 'static'}]}""";

    @AutoClose
    private final ScriptedRun failover = new ScriptedRun(Machine.read("failover"), PLAN);

    private String ending() {
        Execution execution = failover.run("{}");
        return execution
                .output()
                .map(output -> output.path("verdict").asText() + " "
                        + output.path("guard").asText())
                .orElseGet(() ->
                        execution.error().orElse("") + " " + execution.cause().orElse(""))
                .strip();
    }

    @Test
    void theFenceStandsBetweenTheDecisionAndThePromotion() {
        assertThat(ending()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .containsSubsequence(
                        "LookAtFence", "Decide", "AssessOutage", "FencePrimary", "AssessOutage", "PromoteDatabase")
                .doesNotContain("TakeFenceDown");
        assertThat(failover.last("Decide")
                        .arguments()
                        .path("facts")
                        .path("fence")
                        .path("outcome")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void theFenceIsAskedForUntilItIsSettled() {
        failover.function(
                "FencePrimary",
                (arguments, number) -> number < 4 ? ScriptedRun.pending("") : ScriptedRun.fenced("confirmed", true));

        assertThat(ending()).isEqualTo("SUCCEEDED");
        assertThat(failover.calls("FencePrimary"))
                .hasSize(4)
                .extracting(call -> ScriptedRun.since(call.arguments()))
                .containsOnly(failover.calls("FencePrimary").getFirst().at());
    }

    @Test
    void aFenceThatNobodyAcceptsIsTakenDownAndNothingIsPromoted() {
        failover.function("FencePrimary", ScriptedRun.fenced("partial", false))
                .takes("TakeFenceDown", Duration.ofSeconds(3));

        assertThat(ending()).isEqualTo("SAFE_ABORTED FENCE_UNCONFIRMED");
        assertThat(failover.called())
                .containsSubsequence("FencePrimary", "TakeFenceDown", "CloseRecord")
                .doesNotContain("PromoteDatabase");
    }

    @Test
    void anAnswerThatDoesNotSayWhetherItIsAcceptedPromotesNothing() {
        failover.function("FencePrimary", ScriptedRun.DONE);

        assertThat(ending()).isEqualTo("SAFE_ABORTED FENCE_UNCONFIRMED");
        assertThat(failover.called()).contains("TakeFenceDown").doesNotContain("PromoteDatabase");
    }

    @Test
    void aPrimaryThatCameBackBeforeTheFenceIsNotFenced() {
        failover.function(
                "AssessOutage",
                (arguments, number) -> number == 1 ? ScriptedRun.DONE : ScriptedRun.refused("OUTAGE_OVER"));

        assertThat(ending()).isEqualTo("SAFE_ABORTED OUTAGE_OVER");
        assertThat(failover.called()).doesNotContain("FencePrimary", "PromoteDatabase");
    }

    @Test
    void aPrimaryThatComesBackBehindTheFenceGetsItsConnectionsBack() {
        failover.function(
                "AssessOutage",
                (arguments, number) -> number < 3 ? ScriptedRun.DONE : ScriptedRun.refused("OUTAGE_OVER"));

        assertThat(ending()).isEqualTo("SAFE_ABORTED OUTAGE_OVER");
        assertThat(failover.called()).containsSubsequence("FencePrimary", "TakeFenceDown", "CloseRecord");
    }

    @Test
    void aFenceThatFailsIsTakenDownForItMayStandAllTheSame() {
        failover.function("FencePrimary", ScriptedRun.broken());

        assertThat(ending()).isEqualTo("SAFE_ABORTED dev.pilotlight.step.BrokenConfigurationException");
        assertThat(failover.called()).contains("TakeFenceDown").doesNotContain("PromoteDatabase");
    }

    @Test
    void aFenceThatCannotBeTakenDownNeedsAPerson() {
        failover.function("FencePrimary", ScriptedRun.fenced("timedOut", false))
                .function("TakeFenceDown", ScriptedRun.pending(", 'remedy': 'put it back'"));

        assertThat(ending())
                .startsWith("NEEDS_HUMAN FENCE_STANDING: turned back (FENCE_UNCONFIRMED")
                .contains("could not be taken down", "What to do: put it back");
        assertThat(failover.elapsed()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    }

    @Test
    void aFenceOfAnInterruptedRunIsTakenDownBeforeTheOutageIsLookedAtAgain() {
        failover.function("OpenRecord", ScriptedRun.resumed(PLAN, "{'fenced': true, 'promoted': false}"))
                .takes("TakeFenceDown", Duration.ofSeconds(3));

        assertThat(ending()).isEqualTo("SUCCEEDED");
        assertThat(failover.called())
                .containsSubsequence("OpenRecord", "TakeFenceDown", "AssessOutage", "FencePrimary", "PromoteDatabase");
        assertThat(failover.called().subList(0, failover.called().indexOf("AssessOutage")))
                .containsOnly("OpenRecord", "TakeFenceDown");
    }

    @Test
    void anEarlierFenceThatCannotBeTakenDownIsLeftToTheDecision() {
        failover.function("OpenRecord", ScriptedRun.resumed(PLAN, "{'fenced': true, 'promoted': false}"))
                .function("TakeFenceDown", ScriptedRun.pending(", 'remedy': 'put it back'"));

        assertThat(ending()).isEqualTo("SUCCEEDED");
        assertThat(failover.calls("AssessOutage").getFirst().at())
                .isBetween(START.plus(Duration.ofMinutes(2)), START.plus(Duration.ofMinutes(3)));
    }

    @Test
    void beyondThePointOfNoReturnTheFenceStays() {
        failover.function("OpenRecord", ScriptedRun.resumed(PLAN, "{'fenced': true, 'promoted': true}"));

        assertThat(ending()).isEqualTo("SUCCEEDED");
        assertThat(failover.called()).doesNotContain("TakeFenceDown");
    }

    @Test
    void aPlanWithoutMethodsIsNotLookedAtAThirdTime() {
        try (ScriptedRun bare = new ScriptedRun(Machine.read("failover"), PLAN.replace("['networkAcl']", "[]"))) {
            bare.run("{}");

            assertThat(bare.calls("AssessOutage")).hasSize(2);
            assertThat(bare.calls("FencePrimary")).hasSize(1);
        }
    }
}
