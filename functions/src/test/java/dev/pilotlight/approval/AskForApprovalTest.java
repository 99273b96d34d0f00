package dev.pilotlight.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.Notices;
import dev.pilotlight.step.BrokenConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskForApprovalTest {
    private static final String ANNE = "arn:aws:iam::111111111111:user/anne";
    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final Question question = Question.of(
            Question.PROMOTION,
            Map.of(
                    "because",
                    List.of(Map.of(
                            "guard", "LAG_UNKNOWN", "phrase", "the replication lag is unknown", "why", "no sample"))));
    private final List<Notice> told = new ArrayList<>();
    private final List<String> woken = new ArrayList<>();
    private Notices notices = (topic, notice) -> told.add(notice);

    private void ask(Question what, String token) {
        new AskForApproval(run.approvals(), (topic, notice) -> notices.publish(topic, notice), woken::add, "fallback")
                .advance(run.run(), run.plan(), what, token, run.lease(), run.now());
    }

    private Approval asked() {
        return run.approvals()
                .find(run.plan().plan(), run.run().epoch(), Question.PROMOTION)
                .orElseThrow();
    }

    @Test
    void theMessageSaysWhatIsAskedUntilWhenAndHowToAnswer() {
        ask(question, "token-1");

        String message = told.getFirst().message();
        assertThat(message)
                .contains("the replication lag is unknown (LAG_UNKNOWN): no sample")
                .contains("No answer by 2026-03-01T12:15:00Z is a no")
                .contains("pilotlight approve shop --question "
                        + question.digest(run.run()).substring(0, 12))
                .contains("pilotlight reject shop --question ")
                .doesNotContain("token-1");
        assertThat(told.getFirst().subject()).isEqualTo("Pilot Light: shop asks for an answer");
    }

    @Test
    void peopleAreToldOnceHoweverOftenItIsAsked() {
        ask(question, "token-1");
        run.pass(Duration.ofSeconds(60));
        ask(question, "token-2");

        assertThat(told).hasSize(1);
        assertThat(asked().token()).isEqualTo("token-2");
        assertThat(asked().deadline()).isEqualTo(run.started().plus(Duration.ofMinutes(15)));
        assertThat(Deeds.of(run.lease()).notes("question"))
                .singleElement()
                .satisfies(note -> assertThat(note.body().toString()).doesNotContain("token-1"));
    }

    @Test
    void aTopicThatTakesNothingIsTriedAgainAndHoldsNothingUp() {
        notices = (topic, notice) -> {
            throw new BrokenConfigurationException("denied");
        };
        ask(question, "token-1");
        assertThat(asked().isOpen()).isTrue();
        notices = (topic, notice) -> told.add(notice);
        ask(question, "token-2");
        assertThat(told).hasSize(1);
    }

    @Test
    void anAnswerWhoseWakeUpCallWasLostWakesTheMachineAtOnce() {
        ask(question, "token-1");
        run.approvals()
                .answer(
                        run.plan().plan(),
                        question.digest(run.run()),
                        new Approval.Answer(true, ANNE, "", ""),
                        run.now());
        ask(question, "token-2");

        assertThat(woken).containsExactly("token-2");
        assertThat(asked().state()).isEqualTo(Approval.State.APPROVED);
    }

    @Test
    void nobodyIsAskedOnBehalfOfARunThatWasStopped() {
        run.lease().stop("NO_CAPACITY", "none is left");
        ask(question, "token-1");

        assertThat(woken).containsExactly("token-1");
        assertThat(told).isEmpty();
    }

    @Test
    void otherFactsAreAnotherQuestion() {
        ask(question, "token-1");
        run.approvals()
                .answer(
                        run.plan().plan(),
                        question.digest(run.run()),
                        new Approval.Answer(true, ANNE, "", ""),
                        run.now());
        Question worse = Question.of(Question.PROMOTION, Map.of("because", List.of()));
        ask(worse, "token-2");

        assertThat(asked().isOpen()).isTrue();
        assertThat(asked().digest()).isEqualTo(worse.digest(run.run()));
        assertThat(told).hasSize(2);
        assertThat(woken).isEmpty();
    }
}
