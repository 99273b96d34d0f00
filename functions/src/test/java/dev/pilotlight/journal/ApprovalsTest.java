package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table does with questions and answers, at every edge and with every fault. */
class ApprovalsTest {
    private static final String ANNE = "arn:aws:iam::111111111111:user/anne";
    private static final Fault[] ALWAYS = {Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND};

    private final Plan plan = planWithin("15m");
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final Run run = Runs.open(table, plan, "shop-1", NOON).run();
    private final Approvals approvals = new Approvals(table);
    private final Question question = Question.of(Question.PROMOTION, Map.of("what", "promote"));
    private final Instant deadline = NOON.plus(Duration.ofMinutes(15));

    private static Plan planWithin(String within) {
        return ShopPlan.with(
                document -> document.set("approval", document.objectNode().put("within", within)));
    }

    private Approval asked(String token) {
        return approvals.ask(run, question, Duration.ofMinutes(15), token, NOON);
    }

    private Approvals.Answering answer(boolean yes, Instant at) {
        return approvals.answer(plan.plan(), question.digest(run), new Approval.Answer(yes, ANNE, "because", ""), at);
    }

    private static Duration nap(Reply reply) {
        return ((Reply.Awaited) reply).pending().retryAfter();
    }

    @ParameterizedTest(name = "{0} allowed, {1} s have passed: {2} s")
    @CsvSource({"15m, 0, 60", "50m, 0, 60", "2h, 0, 144", "15m, 839, 60", "15m, 840, 60", "15m, 841, 59", "15m, 899, 1"
    })
    void theMachineSleepsForAFiftiethOfTheTimeAtLeastAMinuteAndNotBeyondTheDeadline(
            String within, long passed, long nap) {
        Plan other = planWithin(within);
        approvals.ask(run, question, other.answerWithin(), "token", NOON);

        assertThat(nap(approvals.reply(run, other, question, NOON.plusSeconds(passed))))
                .isEqualTo(Duration.ofSeconds(nap));
    }

    @Test
    void theLastMomentIsSleptThroughForASecond() {
        asked("token");

        assertThat(nap(approvals.reply(run, plan, question, deadline.minusMillis(300))))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void atTheDeadlineItIsANoAndLateForWhoeverAnswers() {
        asked("token");

        assertThat(answer(true, deadline)).isInstanceOf(Approvals.Answering.Late.class);
        assertThat(approvals.reply(run, plan, question, deadline)).isInstanceOf(Reply.No.class);
    }

    @Test
    void justBeforeTheDeadlineAnAnswerCounts() {
        asked("token");

        assertThat(answer(true, deadline.minusMillis(1))).isInstanceOf(Approvals.Answering.Recorded.class);
        assertThat(approvals.reply(run, plan, question, deadline)).isInstanceOf(Reply.Yes.class);
    }

    @Test
    void aRejectionSaysWhoAndWhyAndThatNothingWasChanged() {
        asked("token");
        answer(false, NOON.plusSeconds(5));

        Outcome.Refused refusal = ((Reply.No) approvals.reply(run, plan, question, NOON.plusSeconds(6))).refusal();

        assertThat(refusal.why())
                .isEqualTo(
                        ANNE + " has rejected the promotion at 2026-03-01T12:00:05Z: because; no database was promoted"
                                + " and no visitor was moved");
    }

    @Test
    void aRejectionWithoutAReasonNamesNone() {
        asked("token");
        approvals.answer(
                plan.plan(), question.digest(run), new Approval.Answer(false, ANNE, "", ""), NOON.plusSeconds(5));

        Outcome.Refused refusal = ((Reply.No) approvals.reply(run, plan, question, NOON.plusSeconds(6))).refusal();

        assertThat(refusal.why()).contains("12:00:05Z; no database");
    }

    @Test
    void anOpenQuestionTakesItsNewestTokenAndAnAnsweredOneStays() {
        Approval first = asked("first");
        assertThat(asked("first")).isEqualTo(first);
        Approval second = asked("second");
        assertThat(second.token()).isEqualTo("second");
        assertThat(second.askedAt()).isEqualTo(first.askedAt());

        answer(true, NOON.plusSeconds(1));

        assertThat(asked("third").token()).isEqualTo("second");
    }

    @Test
    void aLostAnswerOfTheTableIsReadBack() {
        table.meet(Fault.LOSE_ANSWER, Fault.LOSE_ANSWER);

        assertThat(asked("token").token()).isEqualTo("token");
        assertThat(answer(true, NOON.plusSeconds(1))).isInstanceOf(Approvals.Answering.Recorded.class);
        assertThat(approvals.reply(run, plan, question, NOON.plusSeconds(2))).isInstanceOf(Reply.Yes.class);
    }

    @Test
    void aLostRequestIsNoAnswer() {
        asked("token");
        table.meet(Fault.LOSE_REQUEST);

        assertThatThrownBy(() -> answer(true, NOON.plusSeconds(1))).isInstanceOf(RetryableUnavailableException.class);
        assertThat(approvals.reply(run, plan, question, NOON.plusSeconds(2))).isInstanceOf(Reply.Awaited.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void contentionIsTriedAgain(int times) {
        asked("token");
        for (int i = 0; i < times; i++) {
            table.meet(Fault.CONTEND);
        }

        assertThat(answer(true, NOON.plusSeconds(1))).isInstanceOf(Approvals.Answering.Recorded.class);
    }

    @Test
    void endlessContentionIsTheStateMachinesToRetry() {
        table.meet(ALWAYS);
        assertThatThrownBy(() -> asked("token")).isInstanceOf(RetryableConflictException.class);

        asked("token");
        table.meet(ALWAYS);
        assertThatThrownBy(() -> answer(true, NOON)).isInstanceOf(RetryableConflictException.class);

        table.meet(ALWAYS);
        assertThatThrownBy(() -> approvals.reply(run, plan, question, deadline))
                .isInstanceOf(RetryableConflictException.class);
    }
}
