package dev.pilotlight.approval;

import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.Unfenced;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Outcome.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides once whether to promote. Every guard must be satisfied, in a fixed order; the decision is in the journal
 * before this step answers, and without it nothing is promoted.
 */
public final class Decide {
    /** The kind of the journal's entry. */
    private static final String DECISION = "decision";

    private static final List<String> KNOWN = List.of("recoveryRegion", "lags", "fence");

    /** Decides on what was found. */
    public Outcome advance(Plan plan, Facts facts, Lease lease) {
        Optional<Refused> stopped = Deeds.of(lease).stopped();
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Optional<Refused> no = switch (plan.autonomy()) {
            case OBSERVE -> Optional.of(observing());
            case APPROVE -> Optional.of(unapproved());
            case AUTOMATIC -> against(plan, facts);
        };
        return no.isPresent() ? no.get() : promote(plan, facts, lease);
    }

    private static Optional<Refused> against(Plan plan, Facts facts) {
        return facts.against("recoveryRegion", Guard.RECOVERY_REGION_DEGRADED)
                .or(() -> againstLag(plan, facts))
                .or(() -> facts.againstOthers(KNOWN))
                .or(() -> againstFence(plan, facts));
    }

    private static Optional<Refused> againstLag(Plan plan, Facts facts) {
        return plan.databases().stream()
                .map(Database::name)
                .flatMap(name -> facts.againstDatabase("lags", Guard.LAG_UNKNOWN, name).stream())
                .findFirst();
    }

    /** A fence that cannot be had is a reason now; whether it stood is looked at again before the promotion. */
    private static Optional<Refused> againstFence(Plan plan, Facts facts) {
        return plan.databases().isEmpty() || plan.fence().unfenced() == Unfenced.ALLOW || facts.fencePossible()
                ? Optional.empty()
                : Optional.of(new Refused(
                        Guard.FENCE_UNCONFIRMED,
                        "the old primary cannot be fenced (" + facts.fenceObstacles()
                                + "), and the plan says unfenced: ask",
                        "make sure that nothing writes to the old primary and promote by hand; or accept two writers with "
                                + "unfenced: allow in the plan"));
    }

    private static Refused observing() {
        return new Refused(
                Guard.OBSERVE_ONLY,
                "the plan's autonomy is observe: nothing was changed",
                "set autonomy: automatic in the plan to let it act");
    }

    private static Refused unapproved() {
        return new Refused(
                Guard.APPROVAL_MISSING,
                "the plan's autonomy is approve, and approvals are not supported yet; declaring an outage is none",
                "promote by hand, or set autonomy: automatic in the plan and start the failover again");
    }

    private static Outcome promote(Plan plan, Facts facts, Lease lease) {
        Map<String, Object> decision = new TreeMap<>();
        decision.put("decision", "promote");
        decision.put("autonomy", plan.autonomy().name());
        decision.put("fencePossible", facts.fencePossible());
        decision.put("unfenced", plan.fence().unfenced().name());
        if (Deeds.of(lease).notes(DECISION).isEmpty()) {
            lease.note(DECISION, decision);
        }
        return Outcome.done(decision);
    }
}
