package dev.pilotlight.failback;

import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.Reply;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Failback;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks a person whether the application may go home now, whatever the plan's autonomy: nothing presses, and writes stop
 * for a moment. The answer is in the journal before anything follows from it.
 */
final class ApproveFailback {
    private final Approvals approvals;

    ApproveFailback(Approvals approvals) {
        this.approvals = approvals;
    }

    /** Done when a person has said yes; pending with the question; or refused. */
    Outcome advance(Run run, Plan plan, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        Optional<Outcome> stopped = deeds.stopped().map(Outcome.class::cast);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        List<Deeds.Note> decided = deeds.notes(FailbackRecord.DECISION);
        if (!decided.isEmpty()) {
            return Outcome.done(Map.of(
                    "approvedBy", decided.getFirst().body().path("approvedBy").asText()));
        }
        Reply reply = approvals.reply(run, plan, question(plan, deeds), now);
        if (!(reply instanceof Reply.Yes yes)) {
            return reply.standsAgainst().orElseThrow();
        }
        deeds.note(
                FailbackRecord.DECISION,
                Map.of(
                        "approvedBy", yes.approval().by(),
                        "approvedAt", yes.approval().answeredAt().toString()));
        return Outcome.done(Map.of("approvedBy", yes.approval().by()));
    }

    /** Nothing in it changes while it is asked. */
    private static Question question(Plan plan, Deeds deeds) {
        Failback failback = plan.failback();
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
                "what",
                "switch the databases over to " + plan.regions().primary()
                        + " and move visitors home; nobody can write for a minute or two");
        facts.put(
                "because",
                List.of(Map.of(
                        "guard",
                        Guard.APPROVAL_MISSING.name(),
                        "phrase",
                        Guard.APPROVAL_MISSING.phrase(),
                        "why",
                        "going home is a person's decision")));
        facts.put(
                "databases",
                plan.databases().stream()
                        .map(database -> fact(database, new FailbackRecord(deeds, database)))
                        .toList());
        facts.put(
                "launches",
                failback == null
                        ? List.of()
                        : failback.tiers().stream()
                                .map(tier -> tier.count() + " of " + tier.name())
                                .toList());
        return Question.of(Question.FAILBACK, facts);
    }

    private static String fact(Database database, FailbackRecord record) {
        return record.way().equals("rejoined")
                ? database.name() + ": the old primary has rejoined and is in step"
                : database.name()
                        + ": the replication home is rebuilt and in step; what only the old primary had stays in "
                        + Names.keptPrefix(database) + "... and is not merged";
    }
}
