package dev.pilotlight.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant S3: no promotion on an unconfirmed fence unless the plan or a person says so. */
class AcceptFenceTest {
    private static final String ANNE = "arn:aws:iam::111111111111:user/anne";
    private final OpenRun run =
            OpenRun.of(ShopPlan.with(document -> ((ObjectNode) document.path("fence")).put("unfenced", "ask")));

    private Outcome accept(String fence) {
        run.lease().note("fence", Map.of("event", "outcome", "fence", fence, "methods", Map.of()));
        return new AcceptFence(run.approvals()).advance(run.run(), run.plan(), run.lease(), run.now());
    }

    private boolean isAccepted() {
        return FenceRecord.of(Deeds.of(run.lease())).obstacle(run.plan()).isEmpty();
    }

    @Test
    void aConfirmedFenceNeedsNobody() {
        assertThat(accept("confirmed")).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "refused", "timedOut", "unreachable", "notAttempted"})
    void anUnconfirmedFenceIsAskedAbout(String fence) {
        Question question = asked(fence);
        assertThat(question.subject()).isEqualTo(Question.FENCE);
        assertThat(question.facts().path("fence").asText()).isEqualTo(fence);
        assertThat(isAccepted()).isFalse();
    }

    @Test
    void aYesIsWrittenDownWithItsName() {
        answer(asked("timedOut"), true);
        assertThat(accept("timedOut")).isInstanceOf(Outcome.Done.class);
        assertThat(isAccepted()).isTrue();
        assertThat(Deeds.of(run.lease()).notes("fence"))
                .anySatisfy(note -> assertThat(note.body().path("by").asText()).isEqualTo(ANNE));
    }

    @Test
    void aYesToOneOutcomeIsNoneToAnother() {
        answer(asked("partial"), true);
        assertThat(accept("unreachable")).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void aFenceOfWhichNothingIsKnownIsNotAskedAbout() {
        assertThat(((Outcome.Refused)
                                new AcceptFence(run.approvals()).advance(run.run(), run.plan(), run.lease(), run.now()))
                        .guard())
                .isEqualTo(Guard.FENCE_UNCONFIRMED);
    }

    @Test
    void aNoIsARefusal() {
        answer(asked("timedOut"), false);
        assertThat(((Outcome.Refused) accept("timedOut")).guard()).isEqualTo(Guard.APPROVAL_REJECTED);
    }

    @Test
    void whoeverApprovedThePromotionHasAnsweredForTheFenceAsWell() {
        run.lease().note("decision", Map.of("decision", "promote", "approvedBy", ANNE));
        assertThat(accept("timedOut"))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("by", ANNE));
    }

    @Test
    void aDecisionWithoutAPersonDoesNotCoverTheFence() {
        run.decided();
        assertThat(accept("timedOut")).isInstanceOf(Outcome.Pending.class);
    }

    private Question asked(String fence) {
        Outcome.Pending pending = (Outcome.Pending) accept(fence);
        return Question.read(
                JsonMapper.builder().build().valueToTree(pending.carried().get("ask")));
    }

    private void answer(Question question, boolean yes) {
        run.approvals().ask(run.run(), question, Duration.ofMinutes(15), "token", run.now());
        run.approvals()
                .answer(
                        run.plan().plan(),
                        question.digest(run.run()),
                        new Approval.Answer(yes, ANNE, "", ""),
                        run.now());
    }
}
