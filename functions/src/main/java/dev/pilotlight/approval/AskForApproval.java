package dev.pilotlight.approval;

import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.WakeUps;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.report.Notices;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableException;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.Map;

/**
 * Puts a question to people: writes it down with the token that wakes the state machine up, and tells everybody, once.
 * Called again it hands the question the newest token; when there is an answer already, or the run was stopped, it
 * wakes the machine at once, so that an answer whose wake-up call was lost is found.
 */
public final class AskForApproval {
    private static final String QUESTION = "question";

    private final Approvals approvals;
    private final Notices notices;
    private final WakeUps wakeUps;
    private final String topic;

    /** @param topic the ARN of the deployment's topic, for plans that name none */
    public AskForApproval(Approvals approvals, Notices notices, WakeUps wakeUps, String topic) {
        this.approvals = approvals;
        this.notices = notices;
        this.wakeUps = wakeUps;
        this.topic = topic;
    }

    /** Asks; what it returns is not what was answered. */
    public Outcome advance(Run run, Plan plan, Question question, String token, Lease lease, Instant now) {
        Approval approval = approvals.ask(run, question, question.within(plan), token, now);
        // Read only now: whoever stops the run either finds the question, or is found here.
        Deeds deeds = Deeds.of(lease);
        if (!approval.isOpen() || deeds.stopped().isPresent()) {
            wakeUps.wake(token);
            return Outcome.done(Map.of("question", approval.digest(), "answered", true));
        }
        if (!isNoted(deeds, approval)) {
            deeds.note(QUESTION, approval.shown());
        }
        if (!approval.announced() && isAnnounced(plan, approval)) {
            approvals.announced(plan.plan(), approval);
        }
        return Outcome.done(Map.of("question", approval.digest(), "answered", false));
    }

    private static boolean isNoted(Deeds deeds, Approval approval) {
        return deeds.notes(QUESTION).stream()
                .anyMatch(note -> note.body().path("question").asText().equals(approval.digest()));
    }

    /** A topic that takes nothing must not keep the question from being answered: the next call tries again. */
    private boolean isAnnounced(Plan plan, Approval approval) {
        try {
            notices.publish(plan.topicOr(topic), QuestionNotice.of(plan, approval));
            return true;
        } catch (RetryableException | BrokenConfigurationException untold) {
            return false;
        }
    }
}
