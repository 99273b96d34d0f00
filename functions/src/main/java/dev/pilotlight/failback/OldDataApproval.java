package dev.pilotlight.failback;

import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.Reply;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The word of a person that one cluster may be deleted, who has named it. It is in the journal before anything follows
 * from it.
 *
 * @param cluster the ARN of the cluster
 * @param finalSnapshot what stays of it
 */
record OldDataApproval(Plan plan, Run run, String cluster, String finalSnapshot, OldDataOrigin origin, Deeds deeds) {
    /** The kind of the journal's entry that says that a cluster may be deleted. */
    private static final String DECISION = "old-data-decision";

    /** Whether the journal holds it, for this cluster and no other of the same name. */
    boolean isGiven() {
        return deeds.notes(DECISION).stream()
                .anyMatch(note -> note.body().path("cluster").asText().equals(cluster)
                        && note.body().path("resourceId").asText().equals(origin.resourceId()));
    }

    /** Done when a person has said yes by name; pending with the question; or refused. */
    Outcome decide(Approvals approvals, Instant now) {
        if (isGiven()) {
            return Outcome.done(Map.of("cluster", cluster));
        }
        Reply reply = approvals.reply(run, plan, question(), now);
        if (!(reply instanceof Reply.Yes yes)) {
            return reply.standsAgainst().orElseThrow();
        }
        String named = yes.approval().named();
        if (!names().contains(named)) {
            return new Outcome.Refused(
                    Guard.APPROVAL_MISSING,
                    "the approval names '" + named + "', and not " + identifier(),
                    "start this again, and approve it with --naming " + identifier());
        }
        deeds.note(
                DECISION,
                Map.of(
                        "cluster", cluster,
                        "resourceId", origin.resourceId(),
                        "named", named,
                        "approvedBy", yes.approval().by(),
                        "approvedAt", yes.approval().answeredAt().toString()));
        return Outcome.done(
                Map.of("cluster", cluster, "approvedBy", yes.approval().by()));
    }

    private String identifier() {
        return cluster.substring(cluster.lastIndexOf(':') + 1);
    }

    private List<String> names() {
        return List.of(identifier(), cluster);
    }

    /** Nothing in it changes while it is asked. */
    private Question question() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("what", "delete the cluster " + cluster + " with its servers; nothing brings it back");
        facts.put("because", List.of(Question.reason(Guard.APPROVAL_MISSING, "deleting data is a person's decision")));
        facts.put(
                "data",
                "what database " + origin.database().name() + " held in "
                        + plan.regions().primary() + " when it was failed over, and had not replicated");
        facts.put("stays", "a final snapshot " + finalSnapshot + ", which is taken and proven first");
        facts.put(Question.MUST_NAME, names());
        return Question.of(Question.OLD_DATA, facts);
    }
}
