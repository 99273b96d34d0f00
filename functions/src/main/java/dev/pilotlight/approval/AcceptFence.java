package dev.pilotlight.approval;

import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.Reply;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Words;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Outcome.Refused;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether databases may be promoted although the fence is not confirmed (S3): when the plan says so, when the person
 * who approved the promotion has answered for that as well, or when one says so now. Two databases may take writes from
 * the promotion on, so this comes before it.
 */
public final class AcceptFence {
    private final Approvals approvals;

    public AcceptFence(Approvals approvals) {
        this.approvals = approvals;
    }

    /** Decides on what the journal says has become of the fence. */
    public Outcome advance(Run run, Plan plan, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        FenceRecord record = FenceRecord.of(deeds);
        Optional<Refused> against = deeds.stopped().or(() -> unsettled(record));
        if (against.isPresent()) {
            return against.get();
        }
        String fence = Words.of(record.outcome().orElseThrow());
        if (record.obstacle(plan).isEmpty()) {
            return Outcome.done(Map.of("fence", fence));
        }
        Optional<String> approver = approver(deeds);
        if (approver.isPresent()) {
            return accepted(record, fence, approver.get());
        }
        Reply reply = approvals.reply(run, plan, question(plan, fence), now);
        return reply instanceof Reply.Yes yes
                ? accepted(record, fence, yes.approval().by())
                : reply.standsAgainst().orElseThrow();
    }

    private static Optional<Refused> unsettled(FenceRecord record) {
        return record.outcome().isPresent()
                ? Optional.empty()
                : Optional.of(new Refused(
                        Guard.FENCE_UNCONFIRMED,
                        "the record of this run holds no outcome of a fence",
                        "start the failover machine from its beginning; this is not a step to start alone"));
    }

    /** Who approved the promotion, knowing that it covers a fence that cannot be confirmed. */
    private static Optional<String> approver(Deeds deeds) {
        return deeds.notes("decision").stream()
                .map(note -> note.body().path("approvedBy").asText(""))
                .filter(by -> !by.isEmpty())
                .findFirst();
    }

    private static Question question(Plan plan, String fence) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("what", "promote in " + plan.regions().recovery() + " although the old primary may take writes");
        facts.put("fence", fence);
        facts.put(
                "because",
                List.of(Question.reason(
                        Guard.FENCE_UNCONFIRMED, "the fence ended as " + fence + ", and the plan says unfenced: ask")));
        return Question.of(Question.FENCE, facts);
    }

    private static Outcome accepted(FenceRecord record, String fence, String by) {
        record.accept(by);
        return Outcome.done(Map.of("fence", fence, "by", by));
    }
}
