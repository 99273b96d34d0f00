package dev.pilotlight.failback;

import dev.pilotlight.failback.OldData.Kept;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes back what can be when a run turns back: once a server was to be deleted, nothing is. */
record OldDataProtection(OldData data, OldDataRequests requests) {
    /** How long an effect that nobody has seen is waited for. */
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    /** Done when the cluster is as protected as it was, or cannot be any more. */
    Outcome restore(Kept kept, Instant now) {
        boolean begun = requests.mayHaveHappened(Act.Kind.DELETE_OLD_INSTANCE)
                || requests.mayHaveHappened(Act.Kind.DELETE_OLD_CLUSTER);
        if (begun) {
            return Outcome.done(Map.of("deleting", requests.identifier()));
        }
        Optional<Deed> open = unseen(Act.Kind.UNPROTECT_OLD_CLUSTER).or(() -> unseen(Act.Kind.SNAPSHOT_OLD_CLUSTER));
        if (open.isPresent() && open.get().at().plus(UNSEEN).isAfter(now)) {
            return new Outcome.Pending("waiting to see what became of the last request about " + requests.identifier());
        }
        open.ifPresent(deed -> deeds().settleOpen(
                        deed.act().kind(),
                        requests.arn(),
                        new Settlement.DidNotHappen("the world shows no effect of it")));
        return mayBeOff() && !isBack(kept)
                ? requests.once(
                        new Act(Act.Kind.PROTECT_OLD_CLUSTER, requests.arn(), "protected"),
                        requests.identifier() + " is being protected again",
                        permit -> data.protect(permit, kept, true))
                : Outcome.done(Map.of("kept", requests.identifier()));
    }

    private Optional<Deed> unseen(Act.Kind kind) {
        return ofCluster(kind).stream().filter(Deed::open).findFirst();
    }

    private boolean mayBeOff() {
        return !ofCluster(Act.Kind.PROTECT_OLD_CLUSTER).isEmpty()
                || ofCluster(Act.Kind.UNPROTECT_OLD_CLUSTER).stream().anyMatch(deed -> !deed.failed());
    }

    /** A description may be older than the request that took the protection off; only another request proves. */
    private boolean isBack(Kept kept) {
        return ofCluster(Act.Kind.PROTECT_OLD_CLUSTER).stream().anyMatch(Deed::happened) && kept.isProtected();
    }

    private List<Deed> ofCluster(Act.Kind kind) {
        return deeds().of(kind, requests.arn());
    }

    private Deeds deeds() {
        return requests.deeds();
    }
}
