package dev.pilotlight.failback;

import dev.pilotlight.failback.OldData.Kept;
import dev.pilotlight.failback.OldData.Server;
import dev.pilotlight.failback.OldData.Sight;
import dev.pilotlight.failback.OldData.Snapshot;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Approvals;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deletes the cluster of an old primary that a failback has kept, when a person names it. Nothing begins before the
 * person has named exactly that cluster in an approval; then a final snapshot is taken and proven, and only then the
 * servers and the cluster go. Before every act it is proven anew that the cluster is the one which the journal of that
 * failback says it has renamed, that it belongs to no global database, and that another cluster takes the writes.
 */
final class RetireOldData {
    /** What a final snapshot's name has between the cluster's and the epoch of the run that took it. */
    private static final String FINAL = "-final-e";

    private final OldData data;
    private final Approvals approvals;

    RetireOldData(OldData data, Approvals approvals) {
        this.data = data;
        this.approvals = approvals;
    }

    /** How far a step of the machine goes. */
    enum Stage {
        /** Until a person has said yes, and has named the cluster. */
        APPROVED,
        /** Until the final snapshot is available. */
        SNAPSHOTTED,
        /** Until the cluster is gone. */
        DELETED,
        /** Nothing was deleted, and the cluster is as protected as it was: for a run that turns back. */
        PROTECTED
    }

    /** Looks at the kept cluster and takes the next step. */
    Outcome advance(Plan plan, String typed, Stage stage, Run run, Lease lease, Instant now) {
        Deeds deeds = Deeds.of(lease);
        if (stage == Stage.PROTECTED && !hasChanged(deeds)) {
            return Outcome.done();
        }
        OldDataName name = OldDataName.read(typed, plan);
        return new Attempt(plan, name, OldDataOrigin.of(name, plan, lease), run, deeds, now).advance(stage);
    }

    /** Whether this run may have done anything that has to be looked at before it ends. */
    private static boolean hasChanged(Deeds deeds) {
        return deeds.of(Act.Kind.SNAPSHOT_OLD_CLUSTER).stream().anyMatch(Deed::open)
                || deeds.of(Act.Kind.UNPROTECT_OLD_CLUSTER).stream().anyMatch(deed -> !deed.failed());
    }

    /** One call. */
    private final class Attempt {
        private final Plan plan;
        private final OldDataName name;
        private final Run run;
        private final Instant now;
        private final OldDataRequests requests;
        private final Database database;
        private final String resourceId;
        private final OldDataApproval approval;
        private final Sight seen;

        Attempt(Plan plan, OldDataName name, OldDataOrigin origin, Run run, Deeds deeds, Instant now) {
            this.plan = plan;
            this.name = name;
            this.run = run;
            this.now = now;
            this.requests = new OldDataRequests(deeds, name.identifier(), arn());
            this.database = origin.database();
            this.resourceId = origin.resourceId();
            this.approval = new OldDataApproval(plan, run, arn(), finalSnapshot(), origin, deeds);
            this.seen = data.read(database, name.identifier());
        }

        Outcome advance(Stage stage) {
            seen.snapshot(finalSnapshot()).ifPresent(there -> requests.happened(Act.Kind.SNAPSHOT_OLD_CLUSTER));
            if (seen.kept().isEmpty()) {
                return notThere(stage);
            }
            Kept kept = seen.kept().get();
            requests.settle(kept);
            if (stage == Stage.PROTECTED) {
                return protectAgain(kept);
            }
            Optional<Outcome> against = against(kept);
            if (against.isPresent()) {
                return against.get();
            }
            return switch (stage) {
                case APPROVED -> approval.decide(approvals, now);
                case SNAPSHOTTED -> decided().orElseGet(() -> snapshot(kept));
                case DELETED -> decided().orElseGet(() -> delete(kept));
                case PROTECTED -> protectAgain(kept);
            };
        }

        private String arn() {
            return "arn:aws:rds:" + plan.regions().primary() + ":" + plan.account() + ":cluster:" + name.identifier();
        }

        private String finalSnapshot() {
            return name.identifier() + FINAL + run.epoch();
        }

        /** Of whichever run; only one that is available counts. */
        private Optional<Snapshot> newestFinalSnapshot() {
            return seen.snapshots().stream()
                    .filter(each -> each.name().startsWith(name.identifier() + FINAL))
                    .filter(Snapshot::available)
                    .reduce((older, newer) -> newer);
        }

        /**
         * What is not described is gone when this run has asked for that, or when its final snapshot is all there is.
         */
        private Outcome notThere(Stage stage) {
            boolean asked = requests.mayHaveHappened(Act.Kind.DELETE_OLD_CLUSTER);
            Optional<Snapshot> left = newestFinalSnapshot();
            if (asked) {
                requests.allIsGone();
            }
            if (asked || left.isPresent() || stage == Stage.PROTECTED) {
                Map<String, Object> evidence = new TreeMap<>();
                evidence.put("gone", name.identifier());
                left.ifPresent(snapshot -> evidence.put("snapshot", snapshot.name()));
                return Outcome.done(evidence);
            }
            return refused(
                    Guard.NOT_OLD_DATA,
                    "there is no cluster " + name.identifier() + " in "
                            + plan.regions().primary(),
                    "look for it: aws rds describe-db-clusters --region "
                            + plan.regions().primary());
        }

        private Optional<Outcome> against(Kept kept) {
            if (!kept.resourceId().equals(resourceId)) {
                return Optional.of(refused(
                        Guard.NOT_OLD_DATA,
                        name.identifier() + " is not the cluster that the failback of epoch " + name.epoch()
                                + " has renamed: its resource id is " + kept.resourceId() + ", not " + resourceId,
                        "find out who has given it this name"));
            }
            if (kept.globalCluster().isPresent()) {
                return Optional.of(refused(
                        Guard.NOT_OLD_DATA,
                        name.identifier() + " is a member of the global database "
                                + kept.globalCluster().get(),
                        "somebody uses it; take it out of there first"));
            }
            return seen.writer().isPresent()
                    ? Optional.empty()
                    : Optional.of(refused(
                            Guard.LAST_COPY,
                            "database " + database.name() + ": neither of the plan's clusters is proven to take writes",
                            "look: aws rds describe-global-clusters --region "
                                    + plan.regions().primary() + " --global-cluster-identifier "
                                    + database.globalCluster() + "; then start this again"));
        }

        /** What speaks against anything but asking; empty when a person has decided. */
        private Optional<Outcome> decided() {
            return approval.isGiven()
                    ? Optional.empty()
                    : Optional.of(refused(
                            Guard.APPROVAL_MISSING,
                            "the record of this run holds no approval that names " + arn(),
                            "start the machine from its beginning; this is not a step to start alone"));
        }

        /** The snapshot that everything hangs on: that of this run, or of one that had begun to delete the servers. */
        private Optional<Snapshot> proof(Kept kept) {
            return seen.snapshot(finalSnapshot())
                    .or(() -> kept.servers().stream().allMatch(Server::isBeingDeleted)
                            ? newestFinalSnapshot()
                            : Optional.empty());
        }

        private Outcome snapshot(Kept kept) {
            Optional<Snapshot> there = proof(kept);
            if (there.isPresent()) {
                Snapshot snapshot = there.get();
                if (snapshot.available()) {
                    return Outcome.done(Map.of("snapshot", snapshot.name()));
                }
                return snapshot.status().equals("failed")
                        ? refused(
                                Guard.LAST_COPY,
                                "the final snapshot " + snapshot.name() + " has failed",
                                "look at the cluster's storage and key, then start this again")
                        : new Outcome.Pending("the final snapshot " + snapshot.name() + " is " + snapshot.status());
            }
            if (kept.status().equals("stopped")) {
                return refused(
                        Guard.LAST_COPY,
                        name.identifier() + " is stopped, and no snapshot of it can be taken",
                        "start it, then this again: aws rds start-db-cluster --region "
                                + plan.regions().primary() + " --db-cluster-identifier " + name.identifier());
            }
            return kept.available()
                    ? requests.once(
                            new Act(Act.Kind.SNAPSHOT_OLD_CLUSTER, arn(), finalSnapshot()),
                            "the final snapshot " + finalSnapshot() + " is being taken",
                            permit -> data.snapshot(permit, plan.plan(), kept, finalSnapshot()))
                    : new Outcome.Pending(name.identifier() + " is " + kept.status());
        }

        /**
         * Protection first, then the servers, then the cluster: Aurora lets the last server of a protected one not go.
         */
        private Outcome delete(Kept kept) {
            Optional<Snapshot> proof = proof(kept).filter(Snapshot::available);
            if (proof.isEmpty()) {
                return refused(
                        Guard.LAST_COPY,
                        "there is no final snapshot of " + name.identifier() + " that is available",
                        "start this again from its beginning");
            }
            if (kept.status().equals("deleting")) {
                return new Outcome.Pending(name.identifier() + " is being deleted");
            }
            if (kept.isProtected()) {
                return requests.once(
                        new Act(Act.Kind.UNPROTECT_OLD_CLUSTER, arn(), "unprotected"),
                        "the protection of " + name.identifier() + " is being taken off",
                        permit -> data.protect(permit, kept, false));
            }
            Optional<Server> server = kept.servers().stream()
                    .filter(each -> !each.isBeingDeleted())
                    .findFirst();
            return server.isPresent()
                    ? requests.once(
                            new Act(Act.Kind.DELETE_OLD_INSTANCE, server.get().name(), name.identifier()),
                            "the server " + server.get().name() + " is being deleted",
                            permit -> data.deleteInstance(
                                    permit, kept, server.get().name()))
                    : requests.once(
                            new Act(Act.Kind.DELETE_OLD_CLUSTER, arn(), kept.resourceId()),
                            name.identifier() + " is being deleted",
                            permit -> data.deleteCluster(permit, kept));
        }

        private Outcome protectAgain(Kept kept) {
            return new OldDataProtection(data, requests).restore(kept, now);
        }

        private static Outcome refused(Guard guard, String why, String remedy) {
            return new Outcome.Refused(guard, why, remedy);
        }
    }
}
