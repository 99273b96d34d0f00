package dev.pilotlight.approval;

import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.Reply;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether databases may be promoted although the fence is not confirmed (S3): when the plan says so, when the person
 * who approved the promotion has answered for that as well, or when one says so now. Two databases may take writes from
 * the promotion on, so this comes before it.
 */
public final class AcceptFence {
    private static final String ACCEPTED = "fence-accepted";

    private final Approvals approvals;

    public AcceptFence(Approvals approvals) {
        this.approvals = approvals;
    }

    /**
     * Decides on one outcome of the fence.
     *
     * @param fence how it ended, in one word
     */
    public Outcome advance(Run run, Plan plan, String fence, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        if (fence.equals("confirmed")) {
            return accepted(deeds, fence, "it is confirmed");
        }
        if (plan.fence().unfenced() == Unfenced.ALLOW) {
            return accepted(deeds, fence, "the plan allows it");
        }
        String approver = deeds.notes("decision").stream()
                .map(note -> note.body().path("approvedBy").asText(""))
                .filter(by -> !by.isEmpty())
                .findFirst()
                .orElse("");
        if (!approver.isEmpty()) {
            return accepted(deeds, fence, approver);
        }
        Reply reply = approvals.reply(run, plan, question(plan, fence), now);
        return reply instanceof Reply.Yes yes
                ? accepted(deeds, fence, yes.approval().by())
                : reply.standsAgainst().orElseThrow();
    }

    private static Question question(Plan plan, String fence) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("what", "promote in " + plan.regions().recovery() + " although the old primary may take writes");
        facts.put("fence", fence);
        facts.put(
                "because",
                List.of(Map.of(
                        "guard",
                        Guard.FENCE_UNCONFIRMED.name(),
                        "phrase",
                        Guard.FENCE_UNCONFIRMED.phrase(),
                        "why",
                        "the fence ended as " + fence + ", and the plan says unfenced: ask")));
        return Question.of(Question.FENCE, facts);
    }

    private static Outcome accepted(Deeds deeds, String fence, String by) {
        Map<String, Object> body = new TreeMap<>(Map.of("fence", fence, "by", by));
        if (deeds.notes(ACCEPTED).isEmpty()) {
            deeds.note(ACCEPTED, body);
        }
        return Outcome.done(body);
    }
}
