package dev.pilotlight.failback;

import dev.pilotlight.failback.OldData.Kept;
import dev.pilotlight.failback.OldData.Server;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Change;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one run has asked for about one kept cluster, and what shows that it has happened.
 *
 * @param identifier of the cluster
 * @param arn of the same
 */
record OldDataRequests(Deeds deeds, String identifier, String arn) {

    /** One request. */
    @FunctionalInterface
    interface Request {
        void make(Permit permit) throws HomeRejectedException;
    }

    /** Asks for something, unless it was accepted already and only its effect is not seen yet. */
    Outcome once(Act act, String what, Request request) {
        List<Deed> same = deeds.of(act.kind(), act.target()).stream()
                .filter(deed -> deed.act().token().equals(act.token()))
                .toList();
        if (same.stream().anyMatch(Deed::happened)) {
            return new Outcome.Pending(what);
        }
        try {
            Change<HomeRejectedException> change = permit -> {
                request.make(permit);
                return Map.of();
            };
            deeds.carryOut(act, change);
            return new Outcome.Pending(what);
        } catch (HomeRejectedException rejected) {
            return same.stream().anyMatch(Deed::open)
                    ? new Outcome.Pending(
                            "an earlier request without an answer seems to have worked: " + rejected.getMessage())
                    : new Outcome.Refused(
                            Guard.HOME_NOT_READY,
                            identifier + ": " + rejected.getMessage(),
                            "remove the reason, then start this again; it goes on from what is there");
        }
    }

    /** Whether such a thing was asked for, and nobody has written down that it did not happen. */
    boolean mayHaveHappened(Act.Kind kind) {
        return deeds.of(kind).stream().anyMatch(deed -> !deed.failed());
    }

    /** Writes down what the cluster, as it is described, shows to have happened. */
    void settle(Kept kept) {
        happened(kept.isProtected() ? Act.Kind.PROTECT_OLD_CLUSTER : Act.Kind.UNPROTECT_OLD_CLUSTER);
        if (kept.status().equals("deleting")) {
            happened(Act.Kind.DELETE_OLD_CLUSTER);
        }
        openServers()
                .filter(server -> kept.servers().stream()
                        .filter(each -> each.name().equals(server))
                        .allMatch(Server::isBeingDeleted))
                .forEach(this::isDeleted);
    }

    /** Writes down that there is no such cluster any more, and no server of it. */
    void allIsGone() {
        happened(Act.Kind.DELETE_OLD_CLUSTER);
        openServers().forEach(this::isDeleted);
    }

    /** Writes down that what was asked for about the cluster itself has happened. */
    void happened(Act.Kind kind) {
        deeds.settleOpen(kind, arn, new Settlement.Happened(Map.of()));
    }

    private void isDeleted(String server) {
        deeds.settleOpen(Act.Kind.DELETE_OLD_INSTANCE, server, new Settlement.Happened(Map.of()));
    }

    private Stream<String> openServers() {
        return deeds.of(Act.Kind.DELETE_OLD_INSTANCE).stream()
                .filter(Deed::open)
                .map(deed -> deed.act().target());
    }
}
