package dev.pilotlight.approval;

import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.HeldCapacity;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Question;
import dev.pilotlight.journal.Reply;
import dev.pilotlight.plan.Autonomy;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Outcome.Refused;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides once whether to promote, on everything that is known. A guard that is not satisfied is a doubt; with a doubt,
 * or where the plan wants it anyway, a person is asked, and this step is called again until there is an answer. What no
 * person can answer away is refused: a recovery Region that cannot take over, and a plan that only observes. The
 * decision is in the journal before this step answers, and without it nothing is promoted.
 */
public final class Decide {
    /** The kind of the journal's entry that says that databases may be promoted. */
    private static final String DECISION = "decision";

    /** The kind of the journal's entry that says what a person has answered. */
    private static final String ANSWER = "answer";

    /** What the recovery Region was found to be may be so old when it is decided on (S14). */
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final Approvals approvals;

    public Decide(Approvals approvals) {
        this.approvals = approvals;
    }

    /**
     * Decides on what was found.
     *
     * @return done when databases may be promoted; pending with {@code ask}, the question to put, with {@code hold}
     *     while the launch has not got its instances yet, or with {@code gather} when the facts have to be gathered
     *     anew; or refused
     */
    public Outcome advance(Run run, Plan plan, Facts facts, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        Optional<Refused> never = deeds.stopped().or(() -> never(plan, facts));
        if (never.isPresent()) {
            return never.get();
        }
        List<Refused> doubts = doubts(plan, facts, deeds);
        if (doubts.isEmpty()) {
            return promote(deeds, plan, facts, Optional.empty(), now);
        }
        Question question = Question.of(Question.PROMOTION, new Briefing(plan, facts, deeds, doubts).shown());
        return switch (approvals.reply(run, plan, question, now)) {
            case Reply.Awaited awaited -> awaited.pending();
            case Reply.No no -> {
                note(deeds, no.approval());
                yield no.refusal();
            }
            case Reply.Yes yes -> {
                note(deeds, yes.approval());
                yield promote(deeds, plan, facts, Optional.of(yes.approval()), now);
            }
        };
    }

    /** What is a no whatever a person would say. */
    private static Optional<Refused> never(Plan plan, Facts facts) {
        if (plan.autonomy() == Autonomy.OBSERVE) {
            return Optional.of(new Refused(
                    Guard.OBSERVE_ONLY,
                    "the plan's autonomy is observe: nothing was changed",
                    "set autonomy: approve or automatic in the plan to let it act"));
        }
        return facts.against("recoveryRegion", Guard.RECOVERY_REGION_DEGRADED);
    }

    /** What a person may accept, in the order in which it is shown. */
    private static List<Refused> doubts(Plan plan, Facts facts, Deeds deeds) {
        List<Refused> doubts = new ArrayList<>();
        plan.databases().stream()
                .flatMap(database -> facts.againstDatabase("lags", Guard.LAG_UNKNOWN, database.name()).stream())
                .forEach(doubts::add);
        doubts.addAll(facts.againstOthers(List.of("recoveryRegion", "lags", "fence")));
        if (!plan.databases().isEmpty() && plan.fence().unfenced() == Unfenced.ASK && !facts.fencePossible()) {
            doubts.add(new Refused(
                    Guard.FENCE_UNCONFIRMED,
                    "the old primary cannot be fenced (" + facts.fenceObstacles()
                            + "), and the plan says unfenced: ask",
                    "make sure that nothing writes to the old primary"));
        }
        if (FenceRecord.stands(deeds)) {
            doubts.add(new Refused(
                    Guard.FENCE_STANDING,
                    "a fence that an earlier run has put up could not be taken down, and behind it the primary looks down"
                            + " whatever its health",
                    "make sure that the primary has really failed"));
        }
        if (plan.autonomy() == Autonomy.APPROVE) {
            doubts.add(new Refused(
                    Guard.APPROVAL_MISSING,
                    "the plan's autonomy is approve",
                    "answer with pilotlight approve or reject"));
        }
        return doubts;
    }

    private static Outcome promote(Deeds deeds, Plan plan, Facts facts, Optional<Approval> approval, Instant now) {
        Optional<String> awaited =
                plan.tiers().stream().map(Tier::name).findFirst().filter(tier -> !HeldCapacity.isFor(deeds, tier));
        if (awaited.isPresent()) {
            return new Outcome.Pending(
                    "tier " + awaited.get() + " does not have its minimum of instances yet",
                    Duration.ofSeconds(1),
                    Map.of("hold", true));
        }
        if (facts.observedAt("recoveryRegion").plus(FRESH).isBefore(now)) {
            return new Outcome.Pending(
                    "what is known of the recovery Region is older than " + FRESH.toSeconds() + " s",
                    Duration.ofSeconds(1),
                    Map.of("gather", true));
        }
        Map<String, Object> decision = new TreeMap<>();
        decision.put("decision", "promote");
        decision.put("autonomy", plan.autonomy().name());
        decision.put("fencePossible", facts.fencePossible());
        decision.put("unfenced", plan.fence().unfenced().name());
        decision.put("loss", facts.losses(plan));
        approval.ifPresent(yes -> {
            decision.put("approvedBy", yes.by());
            decision.put("approvedAt", yes.answeredAt().toString());
        });
        if (deeds.notes(DECISION).isEmpty()) {
            deeds.note(DECISION, decision);
        }
        return Outcome.done(decision);
    }

    private static void note(Deeds deeds, Approval answered) {
        boolean noted = deeds.notes(ANSWER).stream()
                .anyMatch(note -> note.body().path("question").asText().equals(answered.digest()));
        if (!noted) {
            deeds.note(ANSWER, answered.shown());
        }
    }
}
